import type { Db } from '#server/platform/db'
import { unitNamedAt } from '#server/units/unit-names'
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
  const [unit, contact, selection, supersedes, media, topics, places, audiences] = await Promise.all([
    unitNamedAt(db, asset.unitId, asset.date),
    db.setting.findUnique({ where: { key: 'contact' } }),
    selectionOf(db, row),
    versionThere(db, row),
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
    supersedes,
    asset: {
      ...{ id, kind, title, description, creator, language, tags, credit, altText, createdAt, updatedAt },
      date: asset.date.toISOString().slice(0, 10),
      rights: { statement: asset.rightsStatement, holder: asset.rightsHolder, usageTerms: asset.usageTerms },
      html: version?.html ?? null,
    },
    terms: { topics, places, audiences },
    media,
    selection,
    source: { unit: unit.code, name: unit.name, contact: typeof contact?.value === 'string' ? contact.value : '' },
  }
}

/** Who chose it and when: the person whose decision queued this delivery. */
async function selectionOf(db: Db, row: DeliveryRow): Promise<DeliveryFacts['selection']> {
  const person = await db.person.findUnique({ where: { id: row.requestedBy }, select: { name: true } })
  const decisionRef = row.nominationId ? `urn:uuid:${row.nominationId}` : null
  return { by: person?.name ?? '', at: row.createdAt, decisionRef, channels: [row.channel.code] }
}

async function versionThere(db: Db, { assetId, channelId, version }: DeliveryRow): Promise<number | null> {
  const before = await db.delivery.findFirst({
    where: { assetId, channelId, version: { lt: version }, state: { in: [...held] } },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  return before?.version ?? null
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
  const terms = await db.term.findMany({ where: { scheme, code: { in: [...codes] } } })
  const byCode = new Map(terms.map(term => [term.code, term]))
  return codes.map(code => ({ code, name: byCode.get(code)?.nameVi ?? code, uri: byCode.get(code)?.uri ?? null }))
}
