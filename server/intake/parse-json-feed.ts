import type { RawItem } from './draft-item.ts'
import { isObject, type JsonObject, objectsOf, stringOf } from './json-values.ts'

/** The items of a JSON Feed (1.0, 1.1) as they stand there. */
export function parseJsonFeed(feed: JsonObject): RawItem[] {
  const language = stringOf(feed.language)
  return objectsOf(feed.items).map(item => ({
    guid: typeof item.id === 'number' ? String(item.id) : stringOf(item.id),
    url: stringOf(item.url) || stringOf(item.external_url),
    title: escaped(stringOf(item.title)),
    summary: escaped(stringOf(item.summary)),
    html: stringOf(item.content_html) || escaped(stringOf(item.content_text)) || escaped(stringOf(item.summary)),
    author: authorsOf(item) || authorsOf(feed),
    published: stringOf(item.date_published) || stringOf(item.date_modified),
    language: stringOf(item.language) || language,
    media: [
      ...objectsOf(item.attachments).map(each => ({
        url: stringOf(each.url),
        type: stringOf(each.mime_type),
        title: escaped(stringOf(each.title)),
      })),
      { url: stringOf(item.image) },
      { url: stringOf(item.banner_image) },
    ],
  }))
}

function authorsOf(from: JsonObject): string {
  const list = [...objectsOf(from.authors), ...(isObject(from.author) ? [from.author] : [])]
  return list
    .map(each => escaped(stringOf(each.name)))
    .filter(Boolean)
    .join(', ')
}

/** Plain text as markup: these members are text, and what looks like a tag in them is none. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}
