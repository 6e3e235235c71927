import { plainText } from './clean-text.ts'
import type { RawItem } from './draft-item.ts'
import { attribute, elements, nodes, textOf, type XmlNode } from './read-xml.ts'

/** The entries of Atom (RFC 4287) as they stand there, and by their ids what tombstones (RFC 6721) take back. */
export function parseAtom(root: XmlNode): { items: RawItem[]; withdrawn: string[] } {
  const prefixed = root['atom:feed'] !== undefined
  const at = (name: string) => (prefixed ? `atom:${name}` : name)
  const [feed] = elements(root, at('feed'))
  if (!feed) return { items: [], withdrawn: [] }
  const shared = { language: attribute(feed, 'xml:lang'), notice: markup(feed, at('rights')).text }
  const gone = [...elements(feed, 'at:deleted-entry'), ...elements(feed, 'deleted-entry')]
  return {
    items: elements(feed, at('entry')).map(entry => entryOf(entry, at, shared)),
    withdrawn: gone.map(each => attribute(each, 'ref')).filter(Boolean),
  }
}

function entryOf(entry: XmlNode, at: (name: string) => string, shared: { language: string; notice: string }): RawItem {
  const links = elements(entry, at('link'))
  const link = (rel: string) => links.find(each => (attribute(each, 'rel') || 'alternate') === rel)
  const [source] = elements(entry, at('source'))
  const summary = markup(entry, at('summary')).html
  return {
    guid: textOf(entry[at('id')]),
    url: attribute(link('alternate') ?? link('self'), 'href'),
    title: markup(entry, at('title')).html,
    summary,
    html: markup(entry, at('content')).html || summary,
    author: elements(entry, at('author'))
      .map(each => textOf(each[at('name')]))
      .filter(Boolean)
      .join(', '),
    published: textOf(entry[at('published')]) || textOf(entry[at('updated')]) || textOf(entry[at('issued')]),
    language: attribute(entry, 'xml:lang') || attribute(nodes(entry[at('content')])[0], 'xml:lang') || shared.language,
    credit: textOf(entry['media:credit']) || (source ? textOf(source[at('title')]) : ''),
    licence: attribute(link('license'), 'href'),
    notice: markup(entry, at('rights')).text || textOf(entry['dc:rights']) || shared.notice,
    media: [
      ...links
        .filter(each => attribute(each, 'rel') === 'enclosure')
        .map(each => ({
          url: attribute(each, 'href'),
          type: attribute(each, 'type'),
          title: attribute(each, 'title'),
        })),
      ...elements(entry, 'media:content').map(each => ({ url: attribute(each, 'url'), type: attribute(each, 'type') })),
    ],
  }
}

/** RFC 4287 §3.1: `text` is plain, `html` is markup written as text, `xhtml` is markup. The reader left all of it as it stood. */
function markup(parent: XmlNode, name: string): { html: string; text: string } {
  const [node] = nodes(parent[name])
  const stood = textOf(parent[name])
  const type = attribute(node, 'type')
  const cdata = /^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/.exec(stood)
  if (/xhtml/i.test(type)) return { html: stood, text: plainText(stood, 2000) }
  const once = cdata ? cdata[1]! : decodeOnce(stood)
  if (/html/i.test(type)) return { html: once, text: plainText(once, 2000) }
  // Plain text goes on as markup: what looks like a tag in it is none.
  const html = once.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  return { html, text: once }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeOnce(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return named[String(name).toLowerCase()] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
  })
}
