import type { Db } from '#server/platform/db'
import type { ObjectStore } from '#server/storage/object-store'
import type { MediaSource } from './channel.ts'

type StoredFile = { sha256: string; key: string; size: bigint; contentType: string }

/**
 * The files that frozen bytes name, ready to be streamed from the store. They are looked for among all that these assets ever had, and
 * nowhere else: a digest grants nothing, and what the scanner did not pass does not leave. Null where one is not there any more.
 */
export async function findMedia(
  db: Db,
  store: ObjectStore,
  assetIds: readonly string[],
  files: readonly { sha256: string; required: boolean }[],
): Promise<MediaSource[] | null> {
  // Two items of a package may show the same bytes: they go once, and are required where either requires them.
  const named = [...new Set(files.map(each => each.sha256))].map(sha256 => ({
    sha256,
    required: files.some(each => each.sha256 === sha256 && each.required),
  }))
  if (named.length === 0) return []
  const stored = await db.$queryRaw<StoredFile[]>`
    select o.sha256, o.key, o.size, o.content_type as "contentType"
    from asset_version v join stored_object o on o.id = v.object_id
    where v.asset_id = any(${[...assetIds]}::uuid[]) and (v.scan is null or v.scan = 'clean') and o.sha256 = any(${named.map(each => each.sha256)}::text[])
    union all
    select r.sha256, r.key, r.size, r.content_type
    from asset_version v join rendition r on r.object_id = v.object_id
    where v.asset_id = any(${[...assetIds]}::uuid[]) and (v.scan is null or v.scan = 'clean') and r.sha256 = any(${named.map(each => each.sha256)}::text[])
    union all
    select w.sha256, w.key, w.size, w.content_type
    from asset_version v join written_copy w on w.object_id = v.object_id
    where v.asset_id = any(${[...assetIds]}::uuid[]) and (v.scan is null or v.scan = 'clean') and w.sha256 = any(${named.map(each => each.sha256)}::text[])`
  const sources = named.flatMap(({ sha256, required }) => {
    const file = stored.find(each => each.sha256 === sha256)
    if (!file) return []
    const { key, size, contentType } = file
    return [
      {
        sha256,
        required,
        contentType,
        size: Number(size),
        open: (range?: { start: number; end: number }) => store.get(key, range),
      },
    ]
  })
  return sources.length === named.length ? sources : null
}
