import type { GivenItem, ItemMedia } from './load-items.ts'

/** The public page of an item; `hub` is HUB_PUBLIC_URL, or empty for a link within the hub. */
export const pageOf = (hub: string, id: string, language: 'vi' | 'en' = 'vi'): string =>
  `${hub}${language === 'en' ? '/en' : ''}/t/${id}`
/** The page for other sites' frames. */
export const embedOf = (hub: string, id: string): string => `${hub}/embed/${id}`
/** The bytes of a rendition, for anybody. */
export const mediaOf = (hub: string, id: string, name: string): string => `${hub}/media/${id}/${name}`
/** A feed in one of its formats. */
export const feedOf = (hub: string, feed: string, format: string): string => `${hub}/feeds/${feed}/${format}`

/** The picture that stands for an item: the largest still; null for an article or a sound without one. */
export function pictureOf(item: GivenItem): ItemMedia | null {
  return named(item, ['web', 'poster', 'page-1', 'preview', 'thumb'])
}

/** The small picture for lists. */
export function thumbOf(item: GivenItem): ItemMedia | null {
  return named(item, ['preview', 'thumb', 'web', 'poster'])
}

/** The file that a reader of a feed plays or shows: the film, the sound, the picture, a document's first page. */
export function mainMediaOf(item: GivenItem): ItemMedia | null {
  return named(
    item,
    item.kind === 'video' ? ['video', 'poster'] : item.kind === 'audio' ? ['audio'] : ['web', 'page-1'],
  )
}

function named(item: GivenItem, names: readonly string[]): ItemMedia | null {
  for (const name of names) {
    const found = item.media.find(media => media.name === name)
    if (found) return found
  }
  return null
}

/** The line that names who made it, as it should stand beside the item. */
export function creditLine(item: GivenItem): string {
  return item.credit.trim() || [...new Set([item.creator, item.unit.name])].filter(Boolean).join(', ')
}
