import { assetWords, type WordedRow } from '#server/metadata/asset-words'
import { type CopyDeps, type CopySource, goesAsStored } from '#server/metadata/goes-as-stored'
import { writtenCopy } from '#server/metadata/written-copy'
import type { Db } from '#server/platform/db'
import type { DeliveryFacts, FactsMedia, MemberFacts } from './delivery-facts.ts'

/**
 * The facts with copies of their files in the place of the files: the words that were approved for the channel stand inside each. The
 * copies are made once and kept as long as the delivery may be asked for, so that every attempt sends the same bytes, and the ledger
 * names the hash of what left. What takes no words goes as it is stored (goes-as-stored.ts): the public may edit nothing. Throws
 * CopyDelayed where an original's copy could not be made this time, so that nothing raw is frozen and the attempt is repeated.
 */
export async function writeIntoMedia(deps: CopyDeps, facts: DeliveryFacts, now: Date): Promise<DeliveryFacts> {
  const own = await writeInto(deps, facts, now)
  const members: MemberFacts[] = []
  for (const member of facts.members ?? []) members.push({ ...member, media: await writeInto(deps, member, now) })
  return { ...facts, media: own, members }
}

async function writeInto(deps: CopyDeps, item: Omit<MemberFacts, 'role'>, now: Date): Promise<readonly FactsMedia[]> {
  // A thumbnail is looked at, and taken by nobody.
  const wanted = item.media.filter(file => file.rendition !== 'thumb')
  if (wanted.length === 0) return item.media
  const [sources, row] = await Promise.all([sourcesOf(deps.db, item.asset.id, wanted), rowOf(deps.db, item)])
  const words = await assetWords(deps.db, row, now)
  const media: FactsMedia[] = []
  for (const file of item.media) {
    const source = wanted.includes(file) ? sources.find(each => each.sha256 === file.sha256) : undefined
    const copy = source ? await writtenCopy(deps, source, words, { pin: true }) : null
    if (source && copy && !copy.written && !goesAsStored(source, copy.reason, { mayEdit: false }))
      throw new CopyDelayed(copy.reason)
    media.push(copy?.written ? { ...file, sha256: copy.sha256, size: copy.size } : file)
  }
  return media
}

/** An original has no copy fit to be sent, for a reason that passes or that somebody has to mend; the message is that reason. */
export class CopyDelayed extends Error {
  override name = 'CopyDelayed'
}

/** Where the files lie, among the versions of this asset alone. */
async function sourcesOf(db: Db, assetId: string, files: readonly FactsMedia[]): Promise<CopySource[]> {
  const hashes = files.map(file => file.sha256)
  const rows = await db.$queryRaw<(Omit<CopySource, 'size'> & { size: bigint })[]>`
    select o.id as "objectId", o.key, o.sha256, o.size, o.content_type as "contentType"
    from asset_version v join stored_object o on o.id = v.object_id
    where v.asset_id = ${assetId}::uuid and o.sha256 = any(${hashes}::text[])
    union all
    select r.object_id, r.key, r.sha256, r.size, r.content_type
    from asset_version v join rendition r on r.object_id = v.object_id
    where v.asset_id = ${assetId}::uuid and r.sha256 = any(${hashes}::text[])`
  return rows.map(row => ({ ...row, size: Number(row.size) }))
}

/** The words of the channel's own texts; what the channel has no word for stands as the asset has it. */
async function rowOf(db: Db, { asset }: Pick<MemberFacts, 'asset'>): Promise<WordedRow> {
  const { topics, places, machineMade } = await db.asset.findUniqueOrThrow({
    where: { id: asset.id },
    select: { topics: true, places: true, machineMade: true },
  })
  const { id, title, altText, creator, credit, tags, rights } = asset
  return {
    ...{ id, title, altText, creator, credit, tags, topics, places, machineMade },
    description: asset.caption || asset.description,
    date: new Date(`${asset.date}T00:00:00Z`),
    rightsStatement: rights.statement,
    rightsHolder: rights.holder,
    usageTerms: rights.usageTerms,
    // What is delivered may be published: its time has come, or is the channel's own.
    embargoUntil: null,
  }
}
