import type { Db } from '#server/platform/db'
import type { ObjectStore } from '#server/storage/object-store'
import type { MediaSource } from './channel.ts'

type StoredFile = { assetId: string; sha256: string; key: string; size: bigint; contentType: string }
/** The files that frozen bytes name, and the assets among whose files they are looked for. */
export type NamedMedia = { assetIds: readonly string[]; files: readonly { sha256: string; required: boolean }[] }

/**
 * The files that frozen bytes name, ready to be streamed from the store. They are looked for among all that these assets ever had, and
 * nowhere else: a digest grants nothing, and what the scanner did not pass does not leave. Null where one is not there any more.
 */
export async function findMedia(db: Db, store: ObjectStore, named: NamedMedia): Promise<MediaSource[] | null> {
  const [media] = await findMediaOf(db, store, [named])
  return media!
}

/** As findMedia, for several deliveries in one question; in their order. */
export async function findMediaOf(
  db: Db,
  store: ObjectStore,
  asked: readonly NamedMedia[],
): Promise<(MediaSource[] | null)[]> {
  const assetIds = [...new Set(asked.flatMap(each => each.assetIds))]
  const digests = [...new Set(asked.flatMap(each => each.files.map(file => file.sha256)))]
  const stored = digests.length > 0 ? await readStored(db, assetIds, digests) : []
  return asked.map(({ assetIds, files }) => {
    const own = stored.filter(file => assetIds.includes(file.assetId))
    return sourcesOf(files, own, store)
  })
}

function readStored(db: Db, assetIds: readonly string[], digests: readonly string[]): Promise<StoredFile[]> {
  const [assets, hashes] = [[...assetIds], [...digests]]
  return db.$queryRaw<StoredFile[]>`
    select v.asset_id as "assetId", o.sha256, o.key, o.size, o.content_type as "contentType"
    from asset_version v join stored_object o on o.id = v.object_id
    where v.asset_id = any(${assets}::uuid[]) and (v.scan is null or v.scan = 'clean') and o.sha256 = any(${hashes}::text[])
    union all
    select v.asset_id, r.sha256, r.key, r.size, r.content_type
    from asset_version v join rendition r on r.object_id = v.object_id
    where v.asset_id = any(${assets}::uuid[]) and (v.scan is null or v.scan = 'clean') and r.sha256 = any(${hashes}::text[])
    union all
    select v.asset_id, w.sha256, w.key, w.size, w.content_type
    from asset_version v join written_copy w on w.object_id = v.object_id
    where v.asset_id = any(${assets}::uuid[]) and (v.scan is null or v.scan = 'clean') and w.sha256 = any(${hashes}::text[])`
}

function sourcesOf(
  files: NamedMedia['files'],
  stored: readonly StoredFile[],
  store: ObjectStore,
): MediaSource[] | null {
  // Two items of a package may show the same bytes: they go once, and are required where either requires them.
  const named = [...new Set(files.map(each => each.sha256))].map(sha256 => ({
    sha256,
    required: files.some(each => each.sha256 === sha256 && each.required),
  }))
  const sources = named.flatMap(({ sha256, required }) => {
    const file = stored.find(each => each.sha256 === sha256)
    if (!file) return []
    const { key, size, contentType } = file
    const open = (range?: { start: number; end: number }) => store.get(key, range)
    return [{ sha256, required, contentType, size: Number(size), open }]
  })
  return sources.length === named.length ? sources : null
}
