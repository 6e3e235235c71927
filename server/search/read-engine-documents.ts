import { type Db, type Tx, transaction } from '#server/platform/db'
import { type EngineDocument, type EngineFacts, engineDocument } from './meilisearch-document.ts'
import { readSearchDocument } from './read-document.ts'

/** What the engine should hold of an asset: its document, or nothing where it is in the trash or gone. */
export type ReadState = { id: string; seq: string | null; document: EngineDocument | null }

/** Reads assets as they are now, each in a transaction of its own, so that no row stays locked while the engine is written to. */
export async function readEngineDocuments(db: Db, ids: readonly string[]): Promise<ReadState[]> {
  const states: ReadState[] = []
  for (const id of ids) states.push(await transaction(db, tx => readOne(tx, id)))
  return states
}

async function readOne(tx: Tx, id: string): Promise<ReadState> {
  const document = await readSearchDocument(tx, id)
  // After the lock of the reading: a change that this state lacks has a later number.
  const [change] = await tx.$queryRaw<{ seq: string }[]>`
    select seq::text from search_change where asset_id = ${id}::uuid`
  const seq = change?.seq ?? null
  const facts = document ? await readFacts(tx, id) : null
  return { id, seq, document: document && facts ? engineDocument(document, facts) : null }
}

/** The twin of facet-columns.ts and visible-sql.ts: what those read of the row, the engine is told. */
async function readFacts(tx: Tx, id: string): Promise<EngineFacts | null> {
  const [row] = await tx.$queryRaw<EngineFacts[]>`
    select a.unit_id as "unitId", array(select unit_lineage(a.unit_id)::text) as "unitLine", a.uploaded_by as "uploadedBy",
      a.visibility, a.language, a.date::text, a.topics, a.pillars, a.themes, a.audiences, a.places,
      array(select distinct place_containers(place) from unnest(a.places) as place) as "placeLine",
      a.embargo_until as "embargoUntil", rights_start(a.rights_from) as "rightsFrom", rights_end(a.rights_until) as "rightsEnd",
      a.consent_withdrawn_at as "withdrawnAt", a.recalled_at is not null as recalled,
      case when coalesce(nullif(a.consent_note, ''), nullif(a.consent_file, ''), nullif(a.consent_scope, '')) is not null then 'recorded'
        when a.personal_data then 'missing' end as consent
    from asset a where a.id = ${id}::uuid`
  return row ?? null
}
