import { purposeRefusal } from '#contracts/rights-purpose'
import { type RightsFacts, type RightsSentence, rightsSentence } from '#contracts/rights-sentence'
import { type RightsRow, rightsFacts } from '#server/assets/rights-view'
import { isOffered, shownRenditions } from '#server/assets/shown-renditions'
import { type Db, databaseNow, type Prisma } from '#server/platform/db'
import { newestVersionSql } from './given-out-sql.ts'

export type ItemMedia = {
  name: string
  contentType: string
  sha256: string
  size: number
  width: number | null
  height: number | null
  durationMs: number | null
}
export type ItemTerm = { code: string; name: string; nameEn: string | null; uri: string | null }

/** An item as the world may see it: no name of who uploaded it, no file name, no grant or consent paper is in it. */
export type GivenItem = {
  id: string
  kind: 'image' | 'video' | 'audio' | 'document' | 'article'
  title: string
  description: string
  creator: string
  /** `YYYY-MM-DD`. */
  date: string
  language: string
  tags: string[]
  topics: ItemTerm[]
  places: ItemTerm[]
  audiences: ItemTerm[]
  credit: string
  altText: string
  html: string | null
  revision: number
  unit: { code: string; name: string; nameEn: string | null }
  rights: { statement: string | null; holder: string | null; usageTerms: string | null; sentence: RightsSentence }
  /** From whom the hub relays it and where it stands there; null for the hub's own. */
  relay: { source: string; url: string | null } | null
  /** Whether the rights let a reader take a copy to publish on the web. */
  mayTake: boolean
  width: number | null
  height: number | null
  durationMs: number | null
  pageCount: number | null
  media: ItemMedia[]
  createdAt: Date
  updatedAt: Date
}

type Row = RightsRow &
  Omit<GivenItem, 'topics' | 'places' | 'audiences' | 'unit' | 'rights' | 'media' | 'mayTake' | 'relay'> & {
    topics: string[]
    places: string[]
    audiences: string[]
    unitCode: string
    unitName: string
    unitNameEn: string | null
    relaySource: string | null
    relayUrl: string | null
    objectId: string | null
  }

/**
 * Those of `ids` that `given` lets out at this moment, in the order of `ids`. The one door of this slice to what an item says: a list
 * that is older than a recall, an embargo or a right's end shows nothing of it.
 */
export async function loadItems(db: Db, ids: readonly string[], given: Prisma.Sql): Promise<GivenItem[]> {
  if (ids.length === 0) return []
  const [rows, now] = await Promise.all([readRows(db, ids, given), databaseNow(db)])
  const objects = rows.flatMap(row => (row.objectId ? [row.objectId] : []))
  const [media, terms] = await Promise.all([mediaOf(db, objects), termsOf(db, rows)])
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = byId.get(id)
    if (!row) return []
    const shown = [...shownRenditions(media.get(row.objectId ?? '') ?? [], id).values()]
    return [
      itemOf(
        row,
        shown.filter(each => isOffered(each.name)),
        terms,
        now,
      ),
    ]
  })
}

/** One item, or null where it is not given out (any more). */
export async function loadItem(db: Db, id: string, given: Prisma.Sql): Promise<GivenItem | null> {
  const [item] = await loadItems(db, [id], given)
  return item ?? null
}

function readRows(db: Db, ids: readonly string[], given: Prisma.Sql): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select a.id, a.kind, a.title, a.description, a.creator, a.date::text as date, a.language, a.tags, a.topics, a.places,
      a.audiences, a.credit, a.alt_text as "altText", a.revision, a.created_at as "createdAt", a.updated_at as "updatedAt",
      a.rights_statement as "rightsStatement", a.rights_holder as "rightsHolder", a.rights_grant as "rightsGrant",
      a.usage_terms as "usageTerms", a.rights_territory as "rightsTerritory", a.rights_media as "rightsMedia",
      a.rights_purposes as "rightsPurposes", a.rights_from as "rightsFrom", a.rights_until as "rightsUntil",
      a.consent_note as "consentNote", a.consent_file as "consentFile", a.consent_scope as "consentScope",
      a.consent_withdrawn_at as "consentWithdrawnAt", a.personal_data as "personalData", a.machine_made as "machineMade",
      a.embargo_until as "embargoUntil", v.html, v.object_id as "objectId",
      o.width, o.height, o.duration_ms as "durationMs", o.page_count as "pageCount",
      m.source as "relaySource", m.url as "relayUrl", u.code as "unitCode", n.name as "unitName", n.name_en as "unitNameEn"
    from asset a ${newestVersionSql}
    left join stored_object o on o.id = v.object_id
    join unit u on u.id = unit_at(a.unit_id, a.date)
    join unit_name n on n.id = unit_name_at(u.id, a.date)
    left join asset_relay m on m.asset_id = a.id
    where a.id = any(${ids}::uuid[]) and ${given}`
}

/** Of each object every rendition, oldest recipe first. */
async function mediaOf(db: Db, objects: readonly string[]): Promise<Map<string, ItemMedia[]>> {
  const rows = await db.rendition.findMany({ where: { objectId: { in: [...objects] } }, orderBy: { recipe: 'asc' } })
  const byObject = new Map<string, ItemMedia[]>()
  for (const { objectId, name, contentType, sha256, size, width, height, durationMs } of rows) {
    const one = { name, contentType, sha256, size: Number(size), width, height, durationMs }
    byObject.set(objectId, [...(byObject.get(objectId) ?? []), one])
  }
  return byObject
}

type Terms = Map<string, ItemTerm>

async function termsOf(db: Db, rows: readonly Row[]): Promise<Terms> {
  const codes = [...new Set(rows.flatMap(row => [...row.topics, ...row.places, ...row.audiences]))]
  const found = await db.term.findMany({ where: { code: { in: codes } } })
  return new Map(
    found.map(({ scheme, code, nameVi, nameEn, uri }) => [`${scheme}:${code}`, { code, name: nameVi, nameEn, uri }]),
  )
}

function itemOf(row: Row, media: ItemMedia[], terms: Terms, now: Date): GivenItem {
  const facts: RightsFacts = rightsFacts(row)
  const named = (scheme: string, codes: readonly string[]) =>
    codes.map(code => terms.get(`${scheme}:${code}`) ?? { code, name: code, nameEn: null, uri: null })
  const { id, kind, title, description, creator, date, language, tags, credit, altText, html, revision } = row
  const { width, height, durationMs, pageCount, createdAt, updatedAt } = row
  return {
    ...{ id, kind, title, description, creator, date, language, tags, credit, altText, html, revision },
    ...{ width, height, durationMs, pageCount, createdAt, updatedAt, media },
    topics: named('topic', row.topics),
    places: named('place', row.places),
    audiences: named('audience', row.audiences),
    unit: { code: row.unitCode, name: row.unitName, nameEn: row.unitNameEn },
    rights: {
      statement: row.rightsStatement,
      holder: row.rightsHolder,
      usageTerms: row.usageTerms,
      sentence: rightsSentence(facts, now),
    },
    relay: row.relaySource === null ? null : { source: row.relaySource, url: row.relayUrl },
    mayTake: purposeRefusal(facts, 'web', now) === null,
  }
}
