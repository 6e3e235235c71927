import type { Db, Tx } from '#server/platform/db'
import { canonicalUrl } from './canonical-url.ts'
import type { ParsedItem } from './parsed-item.ts'

const uuidForm = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/**
 * Which of the items are this hub's own come back, by guid: its item's URI, an address of its public pages, or the address at which a
 * receiver published it. Without it, what the hub sends to a portal would come in again by that portal's feed, for ever.
 */
export async function ownItems(
  db: Db | Tx,
  items: readonly Pick<ParsedItem, 'guid' | 'url'>[],
  publicUrl: string,
): Promise<Map<string, string>> {
  const [named, published] = await Promise.all([ownByName(db, items, publicUrl), publishedAt(db, items)])
  const found = new Map<string, string>()
  for (const { guid, url } of items) {
    const key = canonicalUrl(url ?? guid)
    const id = named.get(guid) ?? (key ? published.get(key) : undefined)
    if (id) found.set(guid, id)
  }
  return found
}

async function ownByName(db: Db | Tx, items: readonly Pick<ParsedItem, 'guid' | 'url'>[], publicUrl: string) {
  const uri = new RegExp(`^urn:uuid:(${uuidForm})$`, 'i')
  const { host } = new URL(publicUrl)
  const page = new RegExp(
    `^https?://${host.replace(/[.[\]]/g, '\\$&')}/(?:en/)?(?:t|embed|tu-lieu)/(${uuidForm})(?:[/?#]|$)`,
    'i',
  )
  const claimed = new Map<string, string>()
  for (const { guid, url } of items) {
    const id = uri.exec(guid)?.[1] ?? page.exec(url ?? '')?.[1] ?? page.exec(guid)?.[1]
    if (id) claimed.set(guid, id.toLowerCase())
  }
  if (claimed.size === 0) return claimed
  // A stranger may write any number: only one of ours counts.
  const rows = await db.asset.findMany({ where: { id: { in: [...claimed.values()] } }, select: { id: true } })
  const ours = new Set(rows.map(row => row.id))
  return new Map([...claimed].filter(([, id]) => ours.has(id)))
}

async function publishedAt(db: Db | Tx, items: readonly Pick<ParsedItem, 'guid' | 'url'>[]) {
  const hosts = new Set<string>()
  for (const { url, guid } of items) {
    const address = url ?? guid
    if (URL.canParse(address)) hosts.add(new URL(address).host.replace(/^(www|m)\./, ''))
  }
  if (hosts.size === 0) return new Map<string, string>()
  const rows = await db.$queryRaw<{ assetId: string; url: string }[]>`
    select distinct asset_id as "assetId", public_url as url from delivery
    where public_url is not null
      and regexp_replace(lower(substring(public_url from '^https?://([^/?#]+)')), '^(www|m)\\.', '') = any(${[...hosts]}::text[])
    limit 50000`
  return new Map(
    rows.flatMap(row => {
      const key = canonicalUrl(row.url)
      return key ? [[key, row.assetId] as const] : []
    }),
  )
}
