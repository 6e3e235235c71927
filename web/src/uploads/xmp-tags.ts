import type { RawTags } from '#contracts/embedded-words'

const groups: Record<string, string> = {
  'http://purl.org/dc/elements/1.1/': 'XMP-dc',
  'http://ns.adobe.com/photoshop/1.0/': 'XMP-photoshop',
  'http://ns.adobe.com/xap/1.0/': 'XMP-xmp',
  'http://ns.adobe.com/xap/1.0/rights/': 'XMP-xmpRights',
  'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/': 'XMP-iptcCore',
  'http://iptc.org/std/Iptc4xmpExt/2008-02-29/': 'XMP-iptcExt',
  'http://creativecommons.org/ns#': 'XMP-cc',
}
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const most = 262_144

/**
 * The XMP packet of any file that carries one as plain bytes (ISO 16684-1), read by the browser's own XML parser. A packet with a
 * document type is left alone: nobody writes one who means well.
 */
export function xmpTags(bytes: Uint8Array): RawTags {
  const text = new TextDecoder('latin1').decode(bytes)
  const begin = text.indexOf('<x:xmpmeta')
  const end = text.indexOf('</x:xmpmeta>', begin)
  if (begin < 0 || end < 0 || end - begin > most) return {}
  const packet = new TextDecoder().decode(bytes.subarray(begin, end + '</x:xmpmeta>'.length))
  if (packet.includes('<!')) return {}
  const parsed = new DOMParser().parseFromString(packet, 'application/xml')
  if (parsed.querySelector('parsererror')) return {}
  const tags: Record<string, unknown> = {}
  for (const description of named(parsed, 'Description')) {
    // Only those of the packet itself: structures hold descriptions of their own.
    if (description.parentElement?.localName !== 'RDF') continue
    for (const attribute of description.attributes) put(tags, attribute, attribute.value)
    for (const property of description.children) put(tags, property, textsOf(property))
  }
  return tags
}

const named = (within: Document | Element, name: string): Element[] =>
  [...within.getElementsByTagName('*')].filter(each => each.namespaceURI === rdf && each.localName === name)

function put(
  tags: Record<string, unknown>,
  { namespaceURI, localName }: { namespaceURI: string | null; localName: string },
  value: string | string[],
): void {
  const group = groups[namespaceURI ?? '']
  if (group) tags[`${group}:${localName[0]?.toUpperCase() ?? ''}${localName.slice(1)}`] = value
}

function textsOf(property: Element): string | string[] {
  const items = named(property, 'li').slice(0, 1000)
  if (items.length === 0) return property.getAttributeNS(rdf, 'resource') ?? property.textContent ?? ''
  if (named(property, 'Alt').length === 0) return items.map(item => item.textContent ?? '')
  const plain = items.find(item => item.getAttribute('xml:lang') === 'x-default') ?? items[0]
  return plain?.textContent ?? ''
}
