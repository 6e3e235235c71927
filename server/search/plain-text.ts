const blocks =
  /<\/?(?:p|div|li|ul|ol|br|hr|h[1-6]|tr|td|th|table|blockquote|figure|figcaption|section|article|pre|dt|dd|dl)\b/gi
const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '\u00ad',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}

/**
 * The text of sanitised HTML: no tags, blocks apart by a space, entities read. For indexing only: what comes out is text, and must be
 * shown as text.
 */
export function plainText(html: string): string {
  return html
    .replace(blocks, ' $&')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, dec, hex, name) => {
      if (name) return named[String(name).toLowerCase()] ?? whole
      const point = dec ? Number(dec) : Number.parseInt(hex, 16)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' '
    })
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}
