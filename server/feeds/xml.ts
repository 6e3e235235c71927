/** A piece of XML that is written already: what `element` answers. Nothing else gets into a document without being escaped. */
export type Xml = { readonly xml: string }
type Value = string | number | null | undefined
type Child = Value | Xml | readonly (Xml | null)[]

/**
 * Text as XML 1.0 takes it (§2.2 Char): control characters, half surrogates and U+FFFE/FFFF are not characters of any document,
 * escaped or not, so they go.
 */
function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, character => escapes[character] ?? '')
    .replace(/\r/g, '&#13;')
}
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** An element; attributes that are null or undefined are left out, text is escaped. */
export function element(name: string, attributes: Record<string, Value> = {}, ...children: Child[]): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value)).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')}"`)
    .join('')
  const inside = children.map(content).join('')
  return { xml: inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` }
}

/** The element, or null where there is nothing to say. */
export function optional(name: string, text: Value, attributes: Record<string, Value> = {}): Xml | null {
  return text === null || text === undefined || text === '' ? null : element(name, attributes, text)
}

/** A whole document, in UTF-8. */
export function document(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`
}

function content(child: Child): string {
  if (child === null || child === undefined) return ''
  if (typeof child === 'string' || typeof child === 'number') return xmlText(String(child))
  if ('xml' in child) return child.xml
  return child.map(each => each?.xml ?? '').join('')
}
