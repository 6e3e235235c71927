import { createHash } from 'node:crypto'
import type { Tx } from '#server/platform/db'
import { canonicalUrl } from './canonical-url.ts'
import { isNearTitle, type TitleShape, titleShape } from './near-title.ts'
import { ownItems } from './own-items.ts'
import type { ParsedItem } from './parsed-item.ts'

export type Verdict = { state: 'new' | 'duplicate' | 'own'; duplicateOf: string | null; ownAssetId: string | null }
/** Whose inbox the items go to, and from which source; null where a person pasted an address. */
export type Inbox = { sourceId: string | null; unitId: string; publicUrl: string }
type Known = {
  id: string
  canonicalUrl: string | null
  contentHash: string
  title: string
  at: Date
  sourceId: string | null
}
type Candidate = ParsedItem & { id: string }

const nearHours = 12
const plain: Verdict = { state: 'new', duplicateOf: null, ownAssetId: null }

/** SHA-256 of an item's title and text alone. */
export function contentHash({ title, summary, html }: Pick<ParsedItem, 'title' | 'summary' | 'html'>): string {
  const text = (html || summary)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return createHash('sha256').update(`${title.toLowerCase()}\n${text}`).digest('hex')
}

/**
 * What each item that is new to the hub is: our own come back, a duplicate (same canonical address or same text anywhere in the unit's
 * inbox; in one source also nearly the same title within 12 hours), or news. In the order given, so that of two equal ones the first
 * stands. Nothing is thrown away: a person may take a duplicate all the same.
 */
export async function judgeNew(tx: Tx, inbox: Inbox, items: readonly Candidate[]): Promise<Map<string, Verdict>> {
  const own = await ownItems(tx, items, inbox.publicUrl)
  const known = await knownLike(tx, inbox, items)
  const byUrl = new Map(known.flatMap(each => (each.canonicalUrl ? [[each.canonicalUrl, each.id] as const] : [])))
  const byHash = new Map(known.map(each => [each.contentHash, each.id] as const))
  const titles = known
    .filter(each => inbox.sourceId !== null && each.sourceId === inbox.sourceId)
    .map(each => ({ id: each.id, shape: titleShape(each.title), at: each.at }))
  const verdicts = new Map<string, Verdict>()
  for (const item of items) {
    const ownAssetId = own.get(item.guid) ?? null
    const [url, hash, shape] = [canonicalUrl(item.url), contentHash(item), titleShape(item.title)]
    const at = item.publishedAt ?? new Date()
    const same =
      (url ? byUrl.get(url) : undefined) ?? (item.html ? byHash.get(hash) : undefined) ?? nearOf(titles, shape, at)
    verdicts.set(
      item.guid,
      ownAssetId
        ? { ...plain, state: 'own', ownAssetId }
        : same
          ? { ...plain, state: 'duplicate', duplicateOf: same }
          : plain,
    )
    if (ownAssetId || same) continue
    if (url) byUrl.set(url, item.id)
    byHash.set(hash, item.id)
    if (inbox.sourceId) titles.push({ id: item.id, shape, at })
  }
  return verdicts
}

function nearOf(titles: readonly { id: string; shape: TitleShape; at: Date }[], shape: TitleShape, at: Date) {
  const within = nearHours * 3_600_000
  return titles.find(each => Math.abs(each.at.getTime() - at.getTime()) <= within && isNearTitle(each.shape, shape))?.id
}

/** What the inbox has that one of these could repeat. */
function knownLike(tx: Tx, { unitId, sourceId }: Inbox, items: readonly ParsedItem[]): Promise<Known[]> {
  const urls = items.flatMap(item => canonicalUrl(item.url) ?? [])
  const hashes = items.map(contentHash)
  return tx.$queryRaw<Known[]>`
    select id, canonical_url as "canonicalUrl", content_hash as "contentHash", title,
      coalesce(published_at, fetched_at) as at, source_id as "sourceId"
    from relay_item
    where unit_id = ${unitId}::uuid and state <> 'duplicate' and state <> 'own'
      and (canonical_url = any(${urls}::text[]) or content_hash = any(${hashes}::text[])
        or id in (select r.id from relay_item r where r.source_id = ${sourceId}::uuid and r.state <> 'duplicate'
          order by coalesce(r.published_at, r.fetched_at) desc limit 300))`
}
