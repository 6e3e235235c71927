import type { SharedBoard, SharedItem } from '#contracts/share'
import { ownName } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'
import { hubName } from '#server/units/curating-unit'
import { unitNamedAt } from '#server/units/unit-names'
import type { OpenShare } from './open-share.ts'
import type { SharedAsset } from './shared-assets.ts'

/** The board as a visitor sees it; addresses begin with `base`. */
export async function sharedBoard(
  db: Db,
  share: OpenShare,
  assets: readonly SharedAsset[],
  base: string,
): Promise<SharedBoard> {
  const { collection, watermark, downloads, expiresAt } = share
  const objectIds = assets.flatMap(asset => asset.version.objectId ?? [])
  const [hub, unit, objects] = await Promise.all([
    hubName(db),
    collection.unitId ? unitNamedAt(db, collection.unitId) : null,
    db.storedObject.findMany({
      where: { id: { in: objectIds } },
      include: { renditions: { select: { name: true, size: true } } },
    }),
  ])
  const objectOf = new Map(objects.map(object => [object.id, object]))
  const items = assets.map(asset => itemOf(asset, objectOf.get(asset.version.objectId ?? ''), share, base))
  return {
    hub,
    name: collection.name,
    note: collection.note,
    unit: unit?.name ?? null,
    expiresAt: expiresAt.toISOString(),
    watermark,
    zip: downloads && items.some(item => item.file) ? `${base}/zip` : null,
    items,
  }
}

type ObjectRow = {
  size: bigint
  width: number | null
  height: number | null
  durationMs: number | null
  thumbhash: string | null
  renditions: { name: string; size: bigint }[]
}

function itemOf(asset: SharedAsset, object: ObjectRow | undefined, share: OpenShare, base: string): SharedItem {
  const { id, title, description, creator, credit, altText, note, kind } = asset
  const url = (name: string) => `${base}/items/${id}/${name}`
  const sizes = new Map(object?.renditions.map(rendition => [rendition.name, Number(rendition.size)]))
  const pictured = sizes.has(share.watermark ? 'marked' : 'preview')
  // Of a film whose people chose another moment the mark lies over that one; until it is made, over the hub's.
  const unmarked = ['preview', ownName('preview', id)].some(
    name => sizes.has(name) && !sizes.has(name.replace('preview', 'marked')),
  )
  // The same choice as the file itself: server/collections/zip-file.ts at the size `web`.
  const size = sizes.get('web') ?? sizes.get('video') ?? (object ? Number(object.size) : null)
  return {
    ...{ id, title, description, creator, credit, altText, note, relay: asset.relay },
    kind: kind as SharedItem['kind'],
    date: asset.date.toISOString().slice(0, 10),
    width: object?.width ?? null,
    height: object?.height ?? null,
    durationMs: object?.durationMs ?? null,
    thumbhash: object?.thumbhash ?? null,
    picture: pictured ? url('picture') : null,
    video: !share.watermark && sizes.has('video') ? url('video') : null,
    file: share.downloads && size !== null ? { url: url('file'), size } : null,
    making: share.watermark && unmarked,
  }
}
