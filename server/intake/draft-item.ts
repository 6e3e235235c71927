import { createHash } from 'node:crypto'
import { languages } from '#contracts/values'
import { cleanHtml, cleanUrl, plainLine, plainText } from './clean-text.ts'
import { knownLicence } from './known-licence.ts'
import { parseDate } from './parse-date.ts'
import type { ParsedItem, ParsedMedia } from './parsed-item.ts'

/** What a format's reader found, as it stood there: any of it may be hostile or missing. */
export type RawItem = {
  guid?: string | undefined
  url?: string | null | undefined
  title?: string | undefined
  summary?: string | undefined
  html?: string | undefined
  author?: string | undefined
  published?: unknown
  language?: string | undefined
  credit?: string | undefined
  licence?: string | undefined
  holder?: string | undefined
  usageTerms?: string | undefined
  notice?: string | undefined
  embargo?: unknown
  media?: readonly RawMedia[]
}
export type RawMedia = { url?: string; type?: string; title?: string; credit?: string }

const maxMedia = 20

/** A raw item made harmless; null where it says nothing that a person could choose by. `base` makes relative addresses whole. */
export function draftItem(raw: RawItem, base: string): ParsedItem | null {
  const url = cleanUrl(raw.url, base)
  const summary = plainText(raw.summary ?? '', 2000)
  const html = cleanHtml(raw.html ?? '', url ?? base)
  const title = plainLine(raw.title ?? '', 300) || plainLine(summary || html, 120)
  const guid = guidOf(raw, url, title)
  if (!title || !guid) return null
  return {
    ...{ guid, url, title, html },
    summary: summary || plainText(html, 400),
    author: plainLine(raw.author ?? '', 200),
    publishedAt: parseDate(raw.published),
    language: languageOf(raw.language),
    credit: plainLine(raw.credit ?? '', 300),
    rights: {
      statement: knownLicence(raw.licence) ?? knownLicence(raw.usageTerms) ?? knownLicence(raw.notice),
      holder: plainLine(raw.holder ?? '', 200) || null,
      usageTerms: plainText(raw.usageTerms ?? '', 1000) || null,
      notice: plainLine(raw.notice ?? '', 500) || null,
    },
    embargoUntil: embargoOf(raw.embargo),
    media: mediaOf(raw.media ?? [], base),
  }
}

/** By what the source calls it, else its address, else what it says: without any of these it is new each time. */
function guidOf(raw: RawItem, url: string | null, title: string): string | null {
  const given = plainLine(raw.guid ?? '', 2000) || url
  if (given) return given.length <= 500 ? given : `sha256:${hash(given)}`
  return title ? `sha256:${hash(title)}` : null
}

/** An embargo whose end nobody can read has not ended: a person has to look. */
function embargoOf(given: unknown): Date | null {
  if (given === undefined || given === null || given === '' || given === false) return null
  return parseDate(given) ?? new Date('2099-12-31T00:00:00+07:00')
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

function languageOf(given: string | undefined): string | null {
  const tag = (given ?? '').trim()
  const exact = languages.find(each => each.toLowerCase() === tag.toLowerCase())
  if (exact) return exact
  const [first = ''] = tag.toLowerCase().split(/[-_]/)
  return languages.find(each => each === first) ?? (first === 'zh' ? 'zh-Hans' : null)
}

function mediaOf(given: readonly RawMedia[], base: string): ParsedMedia[] {
  const byUrl = new Map<string, ParsedMedia>()
  for (const each of given.slice(0, 200)) {
    const url = cleanUrl(each.url, base)
    if (!url || byUrl.has(url)) continue
    const type = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(each.type ?? '') ? each.type!.toLowerCase() : null
    byUrl.set(url, { url, type, title: plainLine(each.title ?? '', 300), credit: plainLine(each.credit ?? '', 300) })
    if (byUrl.size === maxMedia) break
  }
  return [...byUrl.values()]
}
