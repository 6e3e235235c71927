import type { RawItem } from './draft-item.ts'
import { isObject, type JsonObject, objectsOf, stringOf } from './json-values.ts'

const maxTags = 2000
// What a page says of itself stands at its top.
const maxHead = 1_000_000

/**
 * What a page says of itself: JSON-LD (schema.org), OpenGraph, plain meta tags, its canonical address. The page's own text is not
 * copied beyond what it offers there: an item of a page is a pointer with a summary.
 */
export function readPage(html: string, url: string): RawItem {
  const tags = tagsOf(html.slice(0, maxHead))
  const meta = (...names: string[]) => firstOf(names.map(name => tags.meta.get(name)))
  const article = articleIn(html)
  const canonical = sameHost(tags.links.get('canonical') || meta('og:url'), url)
  const body = stringOf(article.articleBody)
  return {
    guid: canonical,
    url: canonical,
    title: firstOf([stringOf(article.headline), meta('og:title', 'twitter:title'), tags.title]),
    summary: firstOf([stringOf(article.description), meta('og:description', 'description', 'twitter:description')]),
    html: body.replace(/&(?!#?\w+;)/g, '&amp;').replace(/</g, '&lt;'),
    author: firstOf([namesIn(article.author), meta('author', 'article:author', 'dc.creator')]),
    published: firstOf([stringOf(article.datePublished), meta('article:published_time', 'pubdate', 'dc.date')]),
    language: firstOf([stringOf(article.inLanguage), tags.language, meta('og:locale')]),
    credit: firstOf([stringOf(article.creditText), namesIn(article.publisher), meta('og:site_name')]),
    licence: firstOf([stringOf(article.license), tags.links.get('license')]),
    holder: namesIn(article.copyrightHolder),
    notice: firstOf([stringOf(article.copyrightNotice), meta('copyright', 'dc.rights', 'rights')]),
    media: [...picturesIn(article.image), meta('og:image', 'og:image:url', 'twitter:image')].map(address => ({
      url: address,
      type: 'image/*',
    })),
  }
}

/** The address of the page's oEmbed answer in JSON, where it names one; as it stands there. */
export function oEmbedLinkOf(html: string): string | null {
  for (const [, attributes = ''] of html.matchAll(/<link\b([^<>]{0,2000})>/gi)) {
    const values = attributesOf(attributes)
    if (values.get('type') === 'application/json+oembed') return decoded(values.get('href') ?? '') || null
  }
  return null
}

/** What the page names as its own address, where it is of the same site: no page may take another's name. */
function sameHost(address: string, url: string): string {
  if (!URL.canParse(address, url)) return url
  const named = new URL(address, url)
  return named.host.replace(/^www\./, '') === new URL(url).host.replace(/^www\./, '') ? named.href : url
}

const firstOf = (values: readonly (string | undefined)[]) => values.find(value => value?.trim()) ?? ''

type Tags = { meta: Map<string, string>; links: Map<string, string>; title: string; language: string }

function tagsOf(html: string): Tags {
  const [meta, links] = [new Map<string, string>(), new Map<string, string>()]
  let seen = 0
  for (const [, tag = '', attributes = ''] of html.matchAll(/<(meta|link)\b([^<>]{0,4000})>/gi)) {
    if (++seen > maxTags) break
    const values = attributesOf(attributes)
    const name = (tag.toLowerCase() === 'meta' ? values.get('property') || values.get('name') : values.get('rel')) ?? ''
    const value = values.get(tag.toLowerCase() === 'meta' ? 'content' : 'href') ?? ''
    const into = tag.toLowerCase() === 'meta' ? meta : links
    if (name && value && !into.has(name.toLowerCase())) {
      // An address is used as it is, a text goes through the cleaning of text.
      into.set(name.toLowerCase(), tag.toLowerCase() === 'meta' && !/image|url/.test(name) ? value : decoded(value))
    }
  }
  const title = /<title\b[^>]{0,200}>([^<]{0,1000})/i.exec(html)?.[1] ?? ''
  const language = /<html\b[^>]{0,500}\blang=["']?([\w-]{2,20})/i.exec(html)?.[1] ?? ''
  return { meta, links, title, language }
}

function attributesOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name, double, single, bare] of text.matchAll(
    /([\w:.-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g,
  ))
    found.set(name!.toLowerCase(), double ?? single ?? bare ?? '')
  return found
}

const decoded = (value: string) => value.replace(/&amp;/g, '&')

const articleTypes = /(Article|BlogPosting|Report|VideoObject|LiveBlogPosting|WebPage)$/

/** The first thing in the page's JSON-LD that is an article or a film. What is no JSON says nothing. */
function articleIn(html: string): JsonObject {
  const scripts = html.matchAll(
    /<script\b[^>]{0,300}application\/ld\+json[^>]{0,300}>([^<]{0,400000}(?:<(?!\/script)[^<]{0,400000}){0,2000})/gi,
  )
  const things: JsonObject[] = []
  for (const [, json = ''] of scripts) {
    if (things.length > 50) break
    try {
      const value: unknown = JSON.parse(json)
      const list = Array.isArray(value) ? value : [value]
      things.push(...objectsOf(list), ...objectsOf(list).flatMap(each => objectsOf(each['@graph'])))
    } catch {
      // Pages are full of broken JSON-LD; its tags are read all the same.
    }
  }
  const typed = (each: JsonObject) => [each['@type']].flat().some(type => articleTypes.test(stringOf(type)))
  return things.find(typed) ?? {}
}

function namesIn(value: unknown): string {
  const list = Array.isArray(value) ? value : [value]
  return list
    .map(each => (isObject(each) ? stringOf(each.name) : stringOf(each)))
    .filter(Boolean)
    .slice(0, 5)
    .join(', ')
}

function picturesIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  return list.map(each => (isObject(each) ? stringOf(each.url) : stringOf(each))).filter(Boolean)
}
