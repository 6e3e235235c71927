import type { Db, Tx } from '#server/platform/db'

/**
 * A rendition that one asset has for itself, although its object may be others' too: the poster that its people chose. It stands
 * under the object as `poster.<asset id>`; whoever knows nothing of it shows the object's own.
 */
export function ownName(name: string, assetId: string): string {
  return `${name}.${assetId}`
}

/** Whether a rendition is for the player alone: nobody chooses it from a list, and it goes to no portal. */
export function isPlayback(name: string): boolean {
  return /^(hls|storyboard)(-|$)/.test(name)
}

/**
 * Whether a rendition is one that people look at and take under its own name, in feeds and uses as on the page. A list of what may, not
 * of what may not: files for a purpose, crops, marked pictures, articles and the printed document have rights or makers of their own.
 */
export function isOffered(name: string): boolean {
  return /^(web|preview|thumb|animation|video|poster|audio|page-[123])$/.test(name)
}

/**
 * Whether nothing that was made of its bytes is an asset's own, whatever was made of the same bytes for somebody else: while it is
 * worked on, and where that was stopped or failed. Otherwise who stops the work would learn that others have these bytes.
 */
export function isUnmade(file: string): boolean {
  return file === 'processing' || file === 'failed'
}

/**
 * What an asset shows of its object's renditions, by name: the newest of each, its own before the object's, and no other asset's own.
 * `rows` come oldest recipe first.
 */
export function shownRenditions<R extends { name: string }>(rows: readonly R[], assetId: string): Map<string, R> {
  const shown = new Map<string, R>()
  const own = new Map<string, R>()
  for (const row of rows) {
    const [name = '', owner] = row.name.split('.')
    if (owner === undefined) shown.set(name, row)
    else if (owner === assetId) own.set(name, { ...row, name })
  }
  return new Map([...shown, ...own])
}

/** The one rendition of this name that an asset shows; null where there is none. */
export async function findShownRendition(
  db: Db | Tx,
  { objectId, assetId, name }: { objectId: string | null; assetId: string; name: string },
) {
  if (!objectId || name.includes('.')) return null
  const names = [name, ownName(name, assetId)]
  const rows = await db.rendition.findMany({ where: { objectId, name: { in: names } }, orderBy: { recipe: 'asc' } })
  return shownRenditions(rows, assetId).get(name) ?? null
}
