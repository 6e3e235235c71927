import type { livenessStates } from '#contracts/ledger'

/** What a page shows, as far as it is looked at. */
export type PageSight = { titles: readonly string[]; text: string }
export type Sent = { title: string; credit: string }
export type PageVerdict = {
  state: (typeof livenessStates)[number]
  foundTitle: string | null
  creditFound: boolean | null
}

/** Reads titles (Open Graph, <title>, <h1>) and the visible text out of HTML, without running or trusting any of it. Linear in its length. */
export function readPage(html: string): PageSight {
  const visible = ['script', 'style', 'template', 'noscript'].reduce(without, withoutComments(html))
  const titles = [...metaTitles(html), ...between(visible, 'title'), ...between(visible, 'h1')].map(normal)
  return { titles: titles.filter(Boolean).slice(0, 20), text: normal(visible.replace(tag, ' ')) }
}

// None of these looks back or starts over: a page that was made to hurt takes no longer than its length.
const tag = /<[^<>]*>/g
function withoutComments(html: string): string {
  const [first = '', ...rest] = html.split('<!--')
  return [first, ...rest.map(part => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : ''))].join(' ')
}

function without(html: string, name: string): string {
  const [first = '', ...rest] = html.split(new RegExp(`<${name}\\b`, 'i'))
  const end = new RegExp(`</${name}[^<>]*>`, 'i')
  const after = rest.map(part => {
    const found = end.exec(part)
    return found ? part.slice(found.index + found[0].length) : ''
  })
  return [first, ...after].join(' ')
}

/**
 * Whether a page still shows what was sent: the title in one of its titles (sites add their name around it), the credit anywhere in its
 * text. Compared in NFC, entities read, whitespace and case of no account.
 */
export function judgePage(page: PageSight, sent: Sent): PageVerdict {
  const title = normal(sent.title)
  const credit = normal(sent.credit)
  const found = page.titles.find(each => each.includes(title))
  const creditFound = credit === '' ? null : page.text.includes(credit)
  const same = found !== undefined && creditFound !== false
  return {
    state: same ? 'live' : 'changed',
    foundTitle: (found ?? page.titles[0] ?? null)?.slice(0, 500) ?? null,
    creditFound,
  }
}

function metaTitles(html: string): string[] {
  const metas = html.split(/<meta\b/i).slice(1, 500)
  return metas.flatMap(part => {
    const meta = part.slice(0, 2000).split('>')[0]!
    if (!/\b(?:property|name)\s*=\s*["']?(?:og|twitter):title\b/i.test(meta)) return []
    const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(meta)
    return content ? [content[1] ?? content[2] ?? ''] : []
  })
}

function between(html: string, name: string): string[] {
  const parts = html.split(new RegExp(`<${name}\\b[^<>]*>`, 'i')).slice(1, 11)
  return parts.map(part =>
    part
      .split(new RegExp(`</${name}\\s*>`, 'i'))[0]!
      .slice(0, 2000)
      .replace(tag, ' '),
  )
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  middot: '·',
  copy: '©',
}
function normal(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (all, decimal, hex, name) => {
      if (name) return named[String(name).toLowerCase()] ?? all
      const point = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' '
    })
    .normalize('NFC')
    .replace(/[\s\u00a0\u200b\ufeff]+/g, ' ')
    .replace(/[“”«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .trim()
    .toLowerCase()
}
