export type XmlToken =
  | { kind: 'open'; name: string; attributes: string; empty: boolean; raw: string }
  | { kind: 'close'; name: string; raw: string }
  | { kind: 'text'; text: string; raw: string }

// Quoted values may hold `>` (XML 1.0, 2.3). Comments and instructions say nothing and are passed over.
const pattern =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:"[^"]*"|'[^']*'|[^"'<>])*?)(\/?)>|([^<]+)/g

/** The tags and texts of a well-formed XML without a document type, in order; CDATA comes as text. Names keep their prefix. */
export function* xmlTokens(xml: string): Generator<XmlToken> {
  for (const [raw, cdata, closing, opening, attributes = '', slash, text] of xml.matchAll(pattern)) {
    if (opening) yield { kind: 'open', name: opening, attributes, empty: slash === '/', raw }
    else if (closing) yield { kind: 'close', name: closing, raw }
    else if (cdata !== undefined) yield { kind: 'text', text: cdata, raw }
    else if (text !== undefined) yield { kind: 'text', text: decodeEntities(text), raw }
  }
}

/** A tag's name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** An attribute's value by its local name, its entities read; undefined where it is not there. */
export function attributeOf(attributes: string, local: string): string | undefined {
  for (const [, name = '', double, single] of attributes.matchAll(attributePattern))
    if (localName(name) === local) return decodeEntities(double ?? single ?? '')
  return undefined
}

const attributePattern = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Leaves out the attributes for which `keep` says no; it is given the local name and the value as it is meant. */
export function filterAttributes(attributes: string, keep: (local: string, value: string) => boolean): string {
  return attributes.replace(attributePattern, (whole, name: string, double?: string, single?: string) =>
    keep(localName(name), decodeEntities(double ?? single ?? '')) ? whole : '',
  )
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads character references and the five entities that XML has of itself; others are nobody's here. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, dec, hex, name) => {
    if (name) return named[name] ?? whole
    const point = dec ? Number(dec) : Number.parseInt(hex, 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
}
