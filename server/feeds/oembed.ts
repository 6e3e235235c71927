import { escapeHtml } from '#server/platform/escape-html'
import { creditLine, embedOf, mediaOf, pictureOf } from './item-links.ts'
import type { GivenItem } from './load-items.ts'

export type OEmbed = Record<string, string | number>

/** The item's id in the address of one of its pages (`/t/<id>`, `/en/t/<id>`, `/embed/<id>`) under this hub; null for any other address. */
export function itemOfAddress(address: string, hub: string): string | null {
  if (!address.startsWith(`${hub}/`)) return null
  const path = address.slice(hub.length).replace(/[?#].*$/, '')
  return /^\/(?:en\/)?(?:t|embed)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(path)?.[1] ?? null
}

/** oEmbed 1.0 of an item within `width` x `height`: a photo is a `photo`, a film a `video`, all else `rich`. */
export function oEmbed(
  item: GivenItem,
  { hub, hubName, width, height }: { hub: string; hubName: string; width: number; height: number },
): OEmbed {
  const thumb = fittingStill(item, ['preview', 'thumb'], width, height)
  const common: OEmbed = {
    version: '1.0',
    title: item.title,
    author_name: creditLine(item),
    provider_name: hubName,
    provider_url: hub,
    // A recall has to show soon: a consumer asks again within five minutes.
    cache_age: 300,
    ...(thumb
      ? {
          thumbnail_url: mediaOf(hub, item.id, thumb.name),
          thumbnail_width: thumb.width,
          thumbnail_height: thumb.height,
        }
      : {}),
  }
  const photo = item.kind === 'image' ? fittingStill(item, ['web', 'preview', 'thumb'], width, height) : null
  if (photo) {
    return {
      ...common,
      type: 'photo',
      url: mediaOf(hub, item.id, photo.name),
      width: photo.width,
      height: photo.height,
    }
  }
  const size = frameSize(item, width, height)
  const html = `<iframe src="${escapeHtml(embedOf(hub, item.id))}" width="${size.width}" height="${size.height}" title="${escapeHtml(item.title)}" loading="lazy" allow="fullscreen" allowfullscreen referrerpolicy="no-referrer" style="border:0;max-width:100%"></iframe>`
  return { ...common, type: item.kind === 'video' ? 'video' : 'rich', html, ...size }
}

/** The first of these stills that fits: oEmbed says that a photo's and a thumbnail's own size must keep to the limits. */
function fittingStill(item: GivenItem, names: readonly string[], width: number, height: number) {
  for (const name of names) {
    const media = item.media.find(each => each.name === name)
    if (media?.width && media.height && media.width <= width && media.height <= height)
      return { name, width: media.width, height: media.height }
  }
  return null
}

function frameSize(item: GivenItem, width: number, height: number): { width: number; height: number } {
  const still = pictureOf(item)
  const ratio = still?.width && still.height ? still.height / still.width : 0.75
  const wide = Math.min(width, 800)
  // Room for the caption beneath.
  const high = Math.round(wide * ratio) + 84
  return { width: wide, height: Math.min(high, height) }
}
