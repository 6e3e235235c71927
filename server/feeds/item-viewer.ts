import { type Html, html, trusted } from './html.ts'
import { pictureOf } from './item-links.ts'
import type { GivenItem, ItemMedia } from './load-items.ts'

/** The item to look at, without any script: picture, film, sound, a document's first page, or an article's text. */
export function itemViewer(item: GivenItem): Html {
  const at = (media: ItemMedia) => `/media/${item.id}/${media.name}`
  const named = (name: string) => item.media.find(media => media.name === name)
  const alt = item.altText || item.title
  const film = named('video')
  const picture = pictureOf(item)
  if (film) {
    const poster = picture ? html` poster="${at(picture)}"` : null
    return html`<video controls preload="none" playsinline aria-label="${alt}"${poster} width="${film.width ?? 1280}" height="${film.height ?? 720}"><source src="${at(film)}" type="${film.contentType}"></video>`
  }
  const sound = named('audio')
  if (sound) return html`<audio controls preload="none" aria-label="${alt}" src="${at(sound)}"></audio>`
  // The sanitiser went over it before it was stored (articles/sanitize-article.ts).
  if (item.kind === 'article' && item.html)
    return html`<div class="article text" lang="${item.language}">${trusted(item.html)}</div>`
  if (!picture) return html``
  return html`<img src="${at(picture)}" alt="${alt}" width="${picture.width ?? 1600}" height="${picture.height ?? 1000}">`
}
