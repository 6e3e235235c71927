import { isOffered, shownRenditions } from '#server/assets/shown-renditions'
import { writableFormat } from '#server/metadata/writable-formats'
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
  const rows = object
    ? [{ ...object, name: 'original' }, ...shownRenditions(object.renditions, assetId).values()].filter(
        ({ name }) => name === 'original' || isOffered(name),
      )
    : []
  return new Map(
    rows.map(({ name, key, sha256, size, contentType }) => [
      name,
      { name, key, sha256, contentType, size: Number(size) },
    ]),
  )
}

/** The name to save it under: the file's own stem with the ending of what is given. */
export function savedName(file: UseFile, original: string): string {
  if (file.name === 'original') return original
  const ending = writableFormat(file.contentType)?.extension ?? file.contentType.split('/')[1] ?? 'bin'
  return `${original.replace(/\.[^.]{1,5}$/, '')}-${file.name}.${ending}`
}
