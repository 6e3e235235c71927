import { assetWords, type WordedRow } from '#server/metadata/asset-words'
import { type CopyDeps, type CopySource, goesAsStored, type NoCopy } from '#server/metadata/goes-as-stored'
import { writtenCopy } from '#server/metadata/written-copy'
import type { Db } from '#server/platform/db'
import { type DeliveryCopy, isCopied } from './delivery-copies.ts'
import type { DeliveryFacts, FactsMedia, MemberFacts } from './delivery-facts.ts'

/**
 * Copies of the files of a delivery, with the words inside that were approved for the channel. They are made once and kept as long as
 * the delivery may be asked for, so that every attempt sends the same bytes, and the ledger names the hash of what left. What takes no
 * words goes as it is stored (goes-as-stored.ts): the public may edit nothing. Throws CopyDelayed where a copy could not be made this
 * time, and where an original never can: nothing raw ever leaves. At the last attempt a rendition goes without the words.
 */
export async function copyMedia(
  deps: CopyDeps,
  facts: DeliveryFacts,
  now: Date,
  { lastAttempt }: { lastAttempt: boolean },
): Promise<DeliveryCopy[]> {
  const copies: DeliveryCopy[] = []
  for (const item of [facts, ...(facts.members ?? [])]) copies.push(...(await copiesOf(deps, item, now, lastAttempt)))
  return copies
}

async function copiesOf(
  deps: CopyDeps,
  item: Omit<MemberFacts, 'role'>,
  now: Date,
  lastAttempt: boolean,
): Promise<DeliveryCopy[]> {
  const wanted = item.media.filter(isCopied)
  if (wanted.length === 0) return []
  const [sources, row] = await Promise.all([sourcesOf(deps.db, item.asset.id, wanted), rowOf(deps.db, item)])
  const words = await assetWords(deps.db, row, now)
  const copies: DeliveryCopy[] = []
  for (const { sha256 } of wanted) {
    const source = sources.find(each => each.sha256 === sha256)
    const copy = source ? await writtenCopy(deps, source, words, { pin: true }) : null
    const mayPass = (reason: NoCopy) => !lastAttempt && mended.includes(reason)
    if (source && copy && !copy.written)
      if (mayPass(copy.reason) || !goesAsStored(source, copy.reason, { mayEdit: false }))
        throw new CopyDelayed(copy.reason)
    const made = copy?.written ? { sha256: copy.sha256, size: copy.size } : { sha256: null, size: null }
    copies.push({ assetId: item.asset.id, source: sha256, ...made })
  }
  return copies
}

// A job can come again: nobody waits at a screen. A film that takes minutes would take them again.
const mended: readonly NoCopy[] = ['busy', 'no-room', 'fault', 'no-tool']

/** A file has no copy fit to be sent, for a reason that passes or that somebody has to mend. */
export class CopyDelayed extends Error {
  override name = 'CopyDelayed'
  readonly reason: NoCopy
  constructor(reason: NoCopy) {
    super(`no copy: ${reason}`)
    this.reason = reason
  }
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
