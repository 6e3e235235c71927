import sanitizeHtml from 'sanitize-html'
import { sanitizeArticle } from '#server/articles/sanitize-article'

const maxHtml = 524_288
// As in contracts/values.ts: controls, and the marks that reorder a line; here they go instead of being refused.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/gu
const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** HTML or plain text as plain text of at most `max` characters: no markup, entities decoded once, scripts gone with their content. */
export function plainText(html: string, max: number): string {
  const broken = html.slice(0, maxHtml).replace(/<(br|\/p|\/div|\/li|\/h[1-6])\b/gi, '\n<$1')
  const bare = sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} })
  const text = bare.replace(/&(?:amp|lt|gt|quot);/g, entity => entities[entity]!)
  const lines = text.replace(/\r\n?/g, '\n').replace(forbidden, '').normalize('NFC').split('\n')
  const tidy = lines.map(line => line.replace(/[^\S\n]+/g, ' ').trim()).join('\n')
  return cut(tidy.replace(/\n{3,}/g, '\n\n').trim(), max)
}

/** As `plainText`, on one line. */
export function plainLine(html: string, max: number): string {
  return cut(
    plainText(html, max * 4)
      .replace(/[\s\u2028\u2029]+/g, ' ')
      .trim(),
    max,
  )
}

/** An item's body by the allow-list of articles, with its links made absolute against `base`; text without markup becomes paragraphs. */
export function cleanHtml(html: string, base: string | null): string {
  const given = html.slice(0, maxHtml).replace(forbidden, '').normalize('NFC').trim()
  if (given === '') return ''
  const marked = /<[a-z!/]/i.test(given) ? given : paragraphs(given)
  const absolute = sanitizeHtml(marked, {
    allowedTags: false,
    allowedAttributes: false,
    // What is kept here is judged by `sanitizeArticle` right after.
    allowVulnerableTags: true,
    transformTags: {
      a: (tagName, { href = '' }) => {
        const url = cleanUrl(href, base)
        return { tagName, attribs: (url ? { href: url } : {}) as Record<string, string> }
      },
    },
  })
  return sanitizeArticle(absolute)
}

/** The address, absolute, where it is http(s), without credentials and of a length that a person could mean; else null. */
export function cleanUrl(address: string | null | undefined, base: string | null = null): string | null {
  const given = (address ?? '').trim()
  if (given === '' || given.length > 2000 || !URL.canParse(given, base ?? undefined)) return null
  const url = new URL(given, base ?? undefined)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.username || url.password) return null
  return url.href.length <= 2000 ? url.href : null
}

function paragraphs(text: string): string {
  const escaped = text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/</g, '&lt;')
  return escaped
    .split(/\n\s*\n/)
    .map(part => `<p>${part.trim().replace(/\n/g, '<br>')}</p>`)
    .join('')
}

function cut(text: string, max: number): string {
  // By characters, so that no half of a pair is left; columns hold code points.
  const characters = [...text.slice(0, max * 2)]
  return characters.length <= max ? text.slice(0, max * 2) : `${characters.slice(0, max - 1).join('')}…`
}
