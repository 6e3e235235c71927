import type { Db } from '#server/platform/db'
import { unitNamedAt } from '#server/units/unit-names'
import type { Contents } from './contents.ts'
import type { DeliveryFacts, FactsMedia, NamedTerm } from './delivery-facts.ts'
import { mediaToSend } from './media-to-send.ts'
import { worded } from './worded.ts'

export type ItemFacts = Pick<DeliveryFacts, 'asset' | 'terms' | 'media' | 'source' | 'translations'>

/** One asset as it stands now, in the words approved for the channel. Throws MissingRendition. */
export async function loadItem(db: Db, assetId: string, contents: Contents | null): Promise<ItemFacts> {
  const asset = await db.asset.findUniqueOrThrow({
    where: { id: assetId },
    include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
  })
  const [version] = asset.versions
  const [unit, contact, media, topics, places, audiences] = await Promise.all([
    unitNamedAt(db, asset.unitId, asset.date),
    db.setting.findUnique({ where: { key: 'contact' } }),
    mediaOf(db, asset.kind, version?.objectId ?? null),
    namedTerms(db, 'topic', asset.topics),
    namedTerms(db, 'place', asset.places),
    namedTerms(db, 'audience', asset.audiences),
  ])
  const { id, kind, creator, tags, credit, createdAt, updatedAt } = asset
  const { title, description, language, altText } = asset
  const own = { language, title, description, caption: '', altText, html: version?.html ?? null }
  const { main, translations } = worded(own, id, contents)
  return {
    asset: {
      ...{ id, kind, creator, tags, credit, createdAt, updatedAt, ...main },
      date: asset.date.toISOString().slice(0, 10),
      rights: { statement: asset.rightsStatement, holder: asset.rightsHolder, usageTerms: asset.usageTerms },
    },
    terms: { topics, places, audiences },
    media,
    source: { unit: unit.code, name: unit.name, contact: typeof contact?.value === 'string' ? contact.value : '' },
    translations,
  }
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
