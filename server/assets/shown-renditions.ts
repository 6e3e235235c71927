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
