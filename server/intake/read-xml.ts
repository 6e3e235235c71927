import { XMLParser } from 'fast-xml-parser'
import { Unreadable } from './unreadable.ts'

/** An element as read: its text, its attributes with `@`, its children by name. One child is an object or a text, several a list. */
export type XmlNode = { [name: string]: XmlValue }
export type XmlValue = string | XmlNode | (string | XmlNode)[] | undefined

const maxDepth = 40
// What people's feeds call them; the address is what counts, whatever prefix stands before it.
const prefixes: Record<string, string> = {
  'http://www.w3.org/2005/atom': 'atom',
  'http://search.yahoo.com/mrss': 'media',
  'http://search.yahoo.com/mrss/': 'media',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://backend.userland.com/creativecommonsrssmodule': 'cc',
  'http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html': 'cc',
  'http://web.resource.org/cc/': 'cc',
  'http://creativecommons.org/ns#': 'cc',
  'http://purl.org/atompub/tombstones/1.0': 'at',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
}
/** Atom's text constructs keep their markup as it stands. */
const verbatim = ['content', 'summary', 'title', 'rights', 'subtitle'].flatMap(name => [
  `feed.entry.${name}`,
  `atom:feed.atom:entry.atom:${name}`,
])

/**
 * Reads XML that a stranger wrote: no entities but those of XML and HTML, no declarations of others, at most 40 levels. Nothing is
 * ever fetched. Throws Unreadable `hostile` or `not-a-feed`.
 */
export function readXml(text: string): XmlNode {
  refuseDeclarations(text)
  const names = namespaces(text)
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    htmlEntities: true,
    maxNestedTags: maxDepth,
    stopNodes: verbatim,
    transformTagName: name => rename(name, names),
  })
  try {
    return parser.parse(text) as XmlNode
  } catch (error) {
    const deep = error instanceof Error && /nested|expansion|entit/i.test(error.message)
    throw new Unreadable(deep ? 'hostile' : 'not-a-feed', { cause: error })
  }
}

/** A document type with declarations of its own is no feed: that is where entities that multiply, or name files, come from. */
function refuseDeclarations(text: string): void {
  if (/<!ENTITY/i.test(text)) throw new Unreadable('hostile')
  for (const { index } of text.matchAll(/<!DOCTYPE/gi)) {
    const rest = text.slice(index, index + 2000)
    const [open, end] = [rest.indexOf('['), rest.indexOf('>')]
    if (end < 0 || (open >= 0 && open < end)) throw new Unreadable('hostile')
  }
}

function namespaces(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, prefix, uri] of text
    .slice(0, 20_000)
    .matchAll(/\bxmlns:([\w.-]{1,40})\s*=\s*["']([^"']{1,200})["']/g)) {
    const known = prefixes[uri!.trim().toLowerCase()]
    if (known) found.set(prefix!, known)
  }
  return found
}

function rename(name: string, names: ReadonlyMap<string, string>): string {
  const colon = name.indexOf(':')
  if (colon < 0) return name
  const known = names.get(name.slice(0, colon))
  return known ? `${known}:${name.slice(colon + 1)}` : name
}

/** A child's elements as a list. */
export function nodes(value: XmlValue): (string | XmlNode)[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** The text of an element, the first where there are several; '' for none. */
export function textOf(value: XmlValue): string {
  const [first] = nodes(value)
  if (first === undefined) return ''
  if (typeof first === 'string') return first
  const text = first['#text']
  return typeof text === 'string' ? text : ''
}

/** An attribute of an element; '' where it is not there. */
export function attribute(node: string | XmlNode | undefined, name: string): string {
  const value = typeof node === 'object' ? node[`@${name}`] : undefined
  return typeof value === 'string' ? value : ''
}

/** The children that are elements of one name. */
export function elements(parent: XmlNode, name: string): XmlNode[] {
  return nodes(parent[name]).map(node => (typeof node === 'string' ? { '#text': node } : node))
}
