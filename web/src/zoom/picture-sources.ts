import type { Asset } from '#contracts/asset'

export type PictureSource = { url: string; width: number; height: number }
/** The same picture with all its pixels, for who may have it and whose browser can show it. */
export type WholePicture = PictureSource & { size: number }

const shownByBrowsers = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif'])
// Beyond this a browser holds half a gigabyte for one picture.
const mostPixels = 130_000_000

/** What the large viewer shows: the copy to look at first, and the original where that has more to show. */
export function pictureSources(asset: Asset): { copy: PictureSource | null; whole: WholePicture | null } {
  const copies = asset.renditions.filter(({ name }) => ['web', 'preview', 'thumb'].includes(name))
  const allowed = asset.may.download ? copies : copies.filter(({ name }) => name !== 'web')
  const best = allowed.reduce<(typeof copies)[number] | null>(
    (found, each) => ((each.width ?? 0) > (found?.width ?? 0) ? each : found),
    null,
  )
  const copy = best?.width && best.height ? { url: best.url, width: best.width, height: best.height } : null
  const { original } = asset
  if (!original?.width || !original.height || !asset.may.download || !shownByBrowsers.has(original.contentType))
    return { copy, whole: null }
  const { url, width, height, size } = original
  const more = width > (copy?.width ?? 0) && width * height <= mostPixels
  return { copy, whole: more ? { url, width, height, size } : null }
}
