import type { Db } from '#server/platform/db'
import type { DeliveryRow } from './begin-attempt.ts'
import type { DeliveryFacts, FactsMedia, NamedTerm } from './delivery-facts.ts'
import { held } from './delivery-state.ts'
import { mediaToSend } from './media-to-send.ts'

/** Reads everything that an item carries, as it stands now. Called once a delivery, right before its bytes are frozen. */
export async function loadFacts(db: Db, row: DeliveryRow, hub: string): Promise<DeliveryFacts> {
  const asset = await db.asset.findUniqueOrThrow({
    where: { id: row.assetId },
    include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
  })
  const [version] = asset.versions
  const [around, media, topics, places, audiences] = await Promise.all([
    readAround(db, row, asset),
    mediaOf(db, asset.kind, version?.objectId ?? null),
    namedTerms(db, 'topic', asset.topics),
    namedTerms(db, 'place', asset.places),
    namedTerms(db, 'audience', asset.audiences),
  ])
  const { id, kind, title, description, creator, language, tags, credit, altText, createdAt, updatedAt } = asset
  return {
    hub,
    op: row.op === 'update' ? 'update' : 'publish',
    version: row.version,
    reinstate: row.reinstate,
    supersedes: around.supersedes,
    asset: {
      ...{ id, kind, title, description, creator, language, tags, credit, altText, createdAt, updatedAt },
      date: asset.date.toISOString().slice(0, 10),
      rights: { statement: asset.rightsStatement, holder: asset.rightsHolder, usageTerms: asset.usageTerms },
      html: version?.html ?? null,
    },
    terms: { topics, places, audiences },
    media,
    selection: selectionOf(row, around.by),
    source: { unit: around.unit, name: around.unitName, contact: around.contact },
  }
}

type Around = { unit: string; unitName: string; contact: string; by: string; supersedes: number | null }

/** What stands around the item, in one question: its unit by the item's date, the hub's contact, who decided, which version is there. */
async function readAround(
  db: Db,
  { assetId, channelId, version, requestedBy }: DeliveryRow,
  asset: { unitId: string; date: Date },
): Promise<Around> {
  const [around] = await db.$queryRaw<Around[]>`
    select u.code as unit, n.name as "unitName",
      coalesce((select value #>> '{}' from setting where key = 'contact' and jsonb_typeof(value) = 'string'), '') as contact,
      coalesce((select name from person where id = ${requestedBy}::uuid), '') as by,
      (select max(version) from delivery where asset_id = ${assetId}::uuid and channel_id = ${channelId}::uuid
        and version < ${version}::int and state = any(${[...held]}::text[])) as supersedes
    from unit u join unit_name n on n.id = unit_name_at(u.id, ${asset.date}::date)
    where u.id = coalesce(unit_at(${asset.unitId}::uuid, ${asset.date}::date), ${asset.unitId}::uuid)`
  if (!around) throw new Error(`unit ${asset.unitId} has no name`)
  return around
}

/** Who chose it and when: the person whose decision queued this delivery. */
function selectionOf(row: DeliveryRow, by: string): DeliveryFacts['selection'] {
  const decisionRef = row.nominationId ? `urn:uuid:${row.nominationId}` : null
  return { by, at: row.createdAt, decisionRef, channels: [row.channel.code] }
}

async function mediaOf(db: Db, kind: string, objectId: string | null): Promise<FactsMedia[]> {
  if (!objectId) return []
  const object = await db.storedObject.findUniqueOrThrow({
    where: { id: objectId },
    include: { renditions: { orderBy: { recipe: 'asc' } } },
  })
  const files = [{ ...object, name: 'original' }, ...object.renditions]
  return mediaToSend(
    kind,
    files.map(({ name, sha256, size, contentType, width, height, durationMs }) => ({
      ...{ rendition: name, sha256, contentType, width, height, durationMs },
      size: Number(size),
    })),
  )
}

async function namedTerms(db: Db, scheme: string, codes: readonly string[]): Promise<NamedTerm[]> {
  if (codes.length === 0) return []
  const terms = await db.term.findMany({ where: { scheme, code: { in: [...codes] } } })
  const byCode = new Map(terms.map(term => [term.code, term]))
  return codes.map(code => ({ code, name: byCode.get(code)?.nameVi ?? code, uri: byCode.get(code)?.uri ?? null }))
}
