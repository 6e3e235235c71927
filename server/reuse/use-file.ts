import { shownRenditions } from '#server/assets/shown-renditions'
import type { Db, Tx } from '#server/platform/db'

/** A file of an asset's version as it lies in the store. */
export type UseFile = { name: string; key: string; sha256: string; size: number; contentType: string }

/** The original and the newest of each rendition of an object as the asset shows it, by name; empty for an article. */
export async function filesOf(db: Db | Tx, objectId: string | null, assetId: string): Promise<Map<string, UseFile>> {
  const object = objectId
    ? await db.storedObject.findUnique({
        where: { id: objectId },
        include: { renditions: { orderBy: { recipe: 'asc' } } },
      })
    : null
  const rows = object ? [{ ...object, name: 'original' }, ...shownRenditions(object.renditions, assetId).values()] : []
  return new Map(
    rows.map(({ name, key, sha256, size, contentType }) => [
      name,
      { name, key, sha256, contentType, size: Number(size) },
    ]),
  )
}

const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tif',
}

/** The ending under which a credit can be written into such a file; null for what takes none. */
export function creditableExtension(contentType: string): string | null {
  return extensions[contentType] ?? null
}

/** The name to save it under: the file's own stem with the ending of what is given. */
export function savedName(file: UseFile, original: string): string {
  if (file.name === 'original') return original
  const ending = creditableExtension(file.contentType) ?? file.contentType.split('/')[1] ?? 'bin'
  return `${original.replace(/\.[^.]{1,5}$/, '')}-${file.name}.${ending}`
}
