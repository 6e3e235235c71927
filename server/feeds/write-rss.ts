import type { FeedContent } from './feed-head.ts'
import { creditLine, feedOf, mainMediaOf, mediaOf, pageOf, thumbOf } from './item-links.ts'
import type { FeedItem } from './list-feed.ts'
import type { GivenItem } from './load-items.ts'
import { document, element, optional, type Xml } from './xml.ts'

const namespaces = {
  'xmlns:media': 'http://search.yahoo.com/mrss/',
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
}

/** RSS 2.0 with Media RSS 1.5.1. RSS knows no tombstone: what was taken back is simply not in it any more. */
export function writeRss(content: FeedContent): string {
  const { hub, feed, title, items, changedAt } = content
  return document(
    element(
      'rss',
      { version: '2.0', ...namespaces },
      element(
        'channel',
        {},
        element('title', {}, title),
        element('link', {}, hub),
        element('description', {}, title),
        element('language', {}, 'vi'),
        element('ttl', {}, 1),
        changedAt && element('lastBuildDate', {}, changedAt.toUTCString()),
        element('atom:link', { rel: 'self', type: 'application/rss+xml', href: feedOf(hub, feed, 'rss') }),
        items.map(each => rssItem(hub, each)),
      ),
    ),
  )
}

function rssItem(hub: string, { item, since }: FeedItem): Xml {
  const main = mainMediaOf(item)
  return element(
    'item',
    {},
    element('title', {}, item.title),
    element('link', {}, pageOf(hub, item.id)),
    element('guid', { isPermaLink: 'false' }, `urn:uuid:${item.id}`),
    element('pubDate', {}, since.toUTCString()),
    optional('description', item.description),
    optional('content:encoded', item.html),
    optional('dc:creator', item.creator),
    optional('dc:source', item.relay?.url ?? item.relay?.source ?? ''),
    [...item.topics.map(topic => topic.name), ...item.tags].map(name => element('category', {}, name)),
    // RSS takes one enclosure an item; Media RSS has the rest.
    main && element('enclosure', { url: mediaOf(hub, item.id, main.name), length: main.size, type: main.contentType }),
    mediaRss(hub, item),
  )
}

function mediaRss(hub: string, item: GivenItem): Xml[] {
  const main = mainMediaOf(item)
  const thumb = thumbOf(item)
  const { statement, usageTerms, holder } = item.rights
  const said = [
    element('media:title', { type: 'plain' }, item.title),
    optional('media:description', item.description, { type: 'plain' }),
    thumb &&
      element('media:thumbnail', { url: mediaOf(hub, item.id, thumb.name), width: thumb.width, height: thumb.height }),
    element('media:credit', { role: 'author', scheme: 'urn:ebu' }, creditLine(item)),
    optional('media:copyright', holder ?? usageTerms, { url: statement }),
    element('media:license', { type: 'text/html', href: statement ?? pageOf(hub, item.id) }, item.rights.sentence.vi),
  ].filter(each => each !== null)
  if (!main) return said
  const attributes = {
    url: mediaOf(hub, item.id, main.name),
    fileSize: main.size,
    type: main.contentType,
    medium: main.contentType.split('/')[0] === 'application' ? 'document' : main.contentType.split('/')[0],
    width: main.width,
    height: main.height,
    duration: main.durationMs === null ? null : Math.round(main.durationMs / 1000),
    lang: item.language,
  }
  return [element('media:content', attributes, said)]
}
