import type { SourceKind } from '#contracts/intake-source'
import { decodeBytes } from './decode-bytes.ts'
import { draftItem, type RawItem } from './draft-item.ts'
import { isObject, type JsonObject } from './json-values.ts'
import { parseAtom } from './parse-atom.ts'
import { parseJsonFeed } from './parse-json-feed.ts'
import { isNinjs, parseNinjs } from './parse-ninjs.ts'
import { parseRss } from './parse-rss.ts'
import type { ParsedFeed } from './parsed-item.ts'
import { readPage } from './read-page.ts'
import { readXml } from './read-xml.ts'
import { Unreadable } from './unreadable.ts'

/** More of one answer is no news: the newest this many are read. */
export const maxItems = 1000

export type SourceAnswer = { body: Buffer; contentType: string | undefined; url: string }

/**
 * Reads a source's answer, whatever of RSS, Atom, JSON Feed and ninjs it is; a page becomes one item. Pure. Throws Unreadable. An item
 * that says nothing is left out; one that occurs twice counts once.
 */
export function parseSource(kind: SourceKind, { body, contentType, url }: SourceAnswer): ParsedFeed {
  const text = decodeBytes(body, contentType).replace(/^\ufeff/, '')
  const raw = kind === 'page' ? { items: [readPage(text, url)], withdrawn: [] } : rawOf(text)
  const byGuid = new Map<string, ParsedFeed['items'][number]>()
  for (const each of raw.items.slice(0, maxItems)) {
    const item = draftItem(each, url)
    if (item && !byGuid.has(item.guid)) byGuid.set(item.guid, item)
  }
  return { items: [...byGuid.values()], withdrawn: [...new Set(raw.withdrawn)].slice(0, 10_000) }
}

function rawOf(text: string): { items: RawItem[]; withdrawn: string[] } {
  const start = text.slice(0, 1000).trimStart()
  if (start.startsWith('{') || start.startsWith('[')) return jsonOf(text)
  if (!start.startsWith('<')) throw new Unreadable('not-a-feed')
  const root = readXml(text)
  if (root.feed !== undefined || root['atom:feed'] !== undefined) return parseAtom(root)
  if (root.rss !== undefined || root['rdf:RDF'] !== undefined) return { items: parseRss(root), withdrawn: [] }
  throw new Unreadable('not-a-feed')
}

function jsonOf(text: string): { items: RawItem[]; withdrawn: string[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    // V8 answers nesting beyond its stack by a RangeError.
    throw new Unreadable(error instanceof RangeError ? 'hostile' : 'not-a-feed', { cause: error })
  }
  if (isJsonFeed(value)) return { items: parseJsonFeed(value), withdrawn: [] }
  if (isNinjs(value) || isEmptyList(value)) return parseNinjs(value)
  throw new Unreadable('not-a-feed')
}

function isJsonFeed(value: unknown): value is JsonObject {
  return isObject(value) && /jsonfeed\.org\/version/.test(String(value.version)) && Array.isArray(value.items)
}

function isEmptyList(value: unknown): boolean {
  const list = isObject(value) ? (value.items ?? value._items) : value
  return Array.isArray(list) && list.length === 0
}
