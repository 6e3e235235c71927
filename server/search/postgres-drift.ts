import { type Db, transaction } from '#server/platform/db'
import { documentVector } from './document-vector.ts'
import { compareStates, type Drift } from './drift.ts'
import { documentRecipe } from './put-document.ts'
import { readSearchDocument } from './read-document.ts'
import type { SearchDocument } from './search-index.ts'

/** More are mended by search.catch-up, which asks for all that is missing. */
const mostTold = 5_000

type Row = { titleF: string; titleC: string; head: string; bodyC: string; facts: unknown }

/**
 * Compares the index in Postgres with the items: every id both ways, and `sample` items picked at random word by word. What waits to be indexed
 * anyway, or comes from an older recipe, is no drift.
 */
export async function postgresDrift(db: Db, sample: number): Promise<Drift> {
  const [counts] = await db.$queryRaw<{ items: number; indexed: number }[]>`
    select (select count(*)::int from asset where life = 'active') as items, (select count(*)::int from search_doc) as indexed`
  const missing = await db.$queryRaw<{ id: string }[]>`
    select a.id from asset a
    where a.life = 'active' and not exists (select from search_doc d join search_fact f using (asset_id) where d.asset_id = a.id)
      and not exists (select from graphile_worker.jobs j where j.key = 'index:' || a.id and j.attempts < j.max_attempts)
    order by a.id desc limit ${mostTold}`
  const extra = await db.$queryRaw<{ id: string }[]>`
    select d.asset_id as id from search_doc d left join asset a on a.id = d.asset_id
    where a.life is distinct from 'active'
      and not exists (select from graphile_worker.jobs j where j.key = 'index:' || d.asset_id and j.attempts < j.max_attempts)
    limit ${mostTold}`
  const picked = await db.$queryRaw<{ id: string }[]>`
    select a.id from asset a join search_fact f on f.asset_id = a.id
    where a.life = 'active' and f.recipe = ${documentRecipe}
      and not exists (select from graphile_worker.jobs j where j.key = 'index:' || a.id and j.attempts < j.max_attempts)
    order by random() limit ${sample}`
  const [there, indexed] = [new Map<string, string>(), new Map<string, string>()]
  for (const { id } of picked) {
    const states = await transaction(db, async tx => {
      const document = await readSearchDocument(tx, id)
      const [row] = await tx.$queryRaw<Row[]>`
        select d.title_f as "titleF", d.title_c as "titleC", (d.head = ${document ? documentVector(document).head : ''}::tsvector)::text as head,
          d.body_c as "bodyC", json_build_object('orientation', f.orientation, 'colours', f.colours, 'durationMs', f.duration_ms,
            'size', f.size, 'captioned', f.captioned, 'purposes', f.purposes) as facts
        from search_doc d join search_fact f using (asset_id) where d.asset_id = ${id}::uuid`
      return document && row ? { document, row } : null
    })
    if (!states) continue
    there.set(id, stateOf(states.document))
    indexed.set(id, JSON.stringify(inOrder(states.row)))
  }
  const { items, indexed: rows } = counts ?? { items: 0, indexed: 0 }
  return {
    ...{ items, indexed: rows, lookedAt: there.size, different: compareStates(there, indexed).different },
    ...{ missing: missing.map(({ id }) => id), extra: extra.map(({ id }) => id) },
  }
}

function stateOf(document: SearchDocument): string {
  const { titleF, titleC, bodyC } = documentVector(document)
  return JSON.stringify(inOrder({ titleF, titleC, head: 'true', bodyC, facts: document.facts }))
}

const inOrder = ({ titleF, titleC, head, bodyC, facts }: Row): unknown[] => {
  const { orientation, colours, durationMs, size, captioned, purposes } = facts as SearchDocument['facts']
  return [titleF, titleC, head, bodyC, orientation, colours, durationMs, Number(size), captioned, purposes]
}
