import type { Size } from '#contracts/crop-box'
import type { AssetRow } from '#server/assets/find-readable-asset'
import { findShownRendition } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'

type Version = Pick<AssetRow['version'], 'objectId'>
/** The picture that an item's downloads are made of, upright; `web` is its finished copy for pages. */
export type PurposeSource = {
  objectId: string
  from: 'original' | 'poster'
  /** Of a film: the SHA-256 of its poster. */
  poster: string | null
  size: Size
  web: StoredFile | null
}
export type StoredFile = {
  key: string
  sha256: string
  size: number
  contentType: string
  width: number | null
  height: number | null
}

/**
 * A photo's own file, the poster that a film shows (the one its people chose, else the hub's); null for what has no picture to cut, or none
 * yet.
 */
export async function purposeSource(
  db: Db,
  asset: Pick<AssetRow, 'id' | 'kind' | 'file'> & { version: Version },
): Promise<PurposeSource | null> {
  const { objectId } = asset.version
  // Until its own are made an asset has none, whatever was made of the same bytes for somebody else.
  if (!objectId || asset.file !== 'ready' || (asset.kind !== 'image' && asset.kind !== 'video')) return null
  const image = asset.kind === 'image'
  const [object, rendition] = await Promise.all([
    db.storedObject.findUnique({ where: { id: objectId }, select: { width: true, height: true } }),
    findShownRendition(db, { objectId, assetId: asset.id, name: image ? 'web' : 'poster' }),
  ])
  const measured = image ? object : rendition
  if (!measured?.width || !measured.height) return null
  return {
    objectId,
    from: image ? 'original' : 'poster',
    poster: image ? null : (rendition?.sha256 ?? null),
    size: { width: measured.width, height: measured.height },
    web: rendition && storedFile(rendition),
  }
}

/** A row of the store's files with its size as a number. */
export function storedFile(row: Omit<StoredFile, 'size'> & { size: bigint }): StoredFile {
  const { key, sha256, size, contentType, width, height } = row
  return { key, sha256, size: Number(size), contentType, width, height }
}
