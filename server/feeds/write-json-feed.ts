import { writeCursor } from '#server/platform/cursor'
import type { FeedContent } from './feed-head.ts'
import { creditLine, embedOf, feedOf, mainMediaOf, mediaOf, pageOf, pictureOf, thumbOf } from './item-links.ts'
import type { FeedItem } from './list-feed.ts'

/** JSON Feed 1.1; what the format has no member for stands in `_hub`, as its §Extensions allows. `full` is how long a page is. */
export function writeJsonFeed(content: FeedContent, full: number): string {
  const { hub, feed, title, items } = content
  const last = items.length === full ? items.at(-1) : undefined
  const address = feedOf(hub, feed, 'json')
  const next = last && `${address}?cursor=${writeCursor([last.since.toISOString(), last.item.id])}`
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: hub,
    feed_url: address,
    ...(next ? { next_url: next } : {}),
    language: 'vi',
    authors: [{ name: content.hubName, url: hub }],
    items: items.map(each => jsonItem(hub, each)),
  })
}

function jsonItem(hub: string, { item, since, changedAt }: FeedItem): Record<string, unknown> {
  const picture = pictureOf(item)
  const thumb = thumbOf(item)
  const main = mainMediaOf(item)
  return {
    id: `urn:uuid:${item.id}`,
    url: pageOf(hub, item.id),
    ...(item.relay?.url ? { external_url: item.relay.url } : {}),
    title: item.title,
    ...(item.html ? { content_html: item.html } : { content_text: item.description || item.title }),
    ...(item.description ? { summary: item.description } : {}),
    ...(picture ? { image: mediaOf(hub, item.id, picture.name) } : {}),
    date_published: since.toISOString(),
    date_modified: changedAt.toISOString(),
    authors: [{ name: item.creator || item.unit.name }],
    tags: [...item.topics.map(topic => topic.name), ...item.tags],
    language: item.language,
    attachments: main
      ? [
          {
            url: mediaOf(hub, item.id, main.name),
            mime_type: main.contentType,
            size_in_bytes: main.size,
            ...(main.durationMs === null ? {} : { duration_in_seconds: Math.round(main.durationMs / 1000) }),
          },
        ]
      : [],
    _hub: {
      kind: item.kind,
      credit: creditLine(item),
      alt: item.altText,
      unit: item.unit.name,
      rights: { vi: item.rights.sentence.vi, en: item.rights.sentence.en, statement: item.rights.statement },
      relay: item.relay,
      embed: embedOf(hub, item.id),
      thumb: thumb ? { url: mediaOf(hub, item.id, thumb.name), width: thumb.width, height: thumb.height } : null,
    },
  }
}
