import type { FeedContent } from './feed-head.ts'
import { embedOf, feedOf, mainMediaOf, mediaOf, pageOf, thumbOf } from './item-links.ts'
import type { FeedItem, GoneItem } from './list-feed.ts'
import { document, element, optional, type Xml } from './xml.ts'

const namespaces = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:at': 'http://purl.org/atompub/tombstones/1.0',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
}

/** Atom (RFC 4287), with a tombstone (RFC 6721) for each item that was taken back: who holds a copy knows to drop it. */
export function writeAtom(content: FeedContent): string {
  const { hub, hubName, feed, title, items, gone, changedAt } = content
  return document(
    element(
      'feed',
      namespaces,
      element('id', {}, feedOf(hub, feed, 'atom')),
      element('title', {}, title),
      // An empty feed has not changed since before there were feeds: RFC 4287 §4.1.1 asks for a date.
      element('updated', {}, (changedAt ?? new Date(0)).toISOString()),
      element('author', {}, element('name', {}, hubName)),
      element('link', { rel: 'self', type: 'application/atom+xml', href: feedOf(hub, feed, 'atom') }),
      element('link', { rel: 'alternate', type: 'text/html', href: hub }),
      gone.map(tombstone),
      items.map(each => entry(hub, each)),
    ),
  )
}

/** Why it went is nobody's business; that and when are. */
const tombstone = ({ id, goneAt }: GoneItem): Xml =>
  element('at:deleted-entry', { ref: `urn:uuid:${id}`, when: goneAt.toISOString() })

function entry(hub: string, { item, since, changedAt }: FeedItem): Xml {
  const main = mainMediaOf(item)
  const thumb = thumbOf(item)
  const { statement, sentence } = item.rights
  return element(
    'entry',
    { 'xml:lang': item.language },
    element('id', {}, `urn:uuid:${item.id}`),
    element('title', {}, item.title),
    element('published', {}, since.toISOString()),
    element('updated', {}, changedAt.toISOString()),
    element('author', {}, element('name', {}, item.creator || item.unit.name)),
    element('link', { rel: 'alternate', type: 'text/html', href: pageOf(hub, item.id) }),
    element('link', { rel: 'related', type: 'text/html', href: embedOf(hub, item.id) }),
    main &&
      element('link', {
        rel: 'enclosure',
        type: main.contentType,
        length: main.size,
        href: mediaOf(hub, item.id, main.name),
      }),
    statement && element('link', { rel: 'license', href: statement }),
    item.relay?.url && element('link', { rel: 'via', title: item.relay.source, href: item.relay.url }),
    element('rights', {}, sentence.vi),
    item.topics.map(({ code, name }) => element('category', { term: code, label: name })),
    element('summary', {}, item.description || item.title),
    item.html ? element('content', { type: 'html' }, item.html) : optional('content', item.description),
    thumb &&
      element('media:thumbnail', { url: mediaOf(hub, item.id, thumb.name), width: thumb.width, height: thumb.height }),
  )
}
