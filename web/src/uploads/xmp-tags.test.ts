import { describe, expect, it } from 'vitest'
import { fileSays } from '#contracts/embedded-words'
import { xmpTags } from './xmp-tags.ts'

const packet = (inner: string, before = '') =>
  new TextEncoder().encode(
    `JUNK\u0000${before}<x:xmpmeta xmlns:x="adobe:ns:meta/">${inner.startsWith('<!') ? inner : `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:p="http://ns.adobe.com/photoshop/1.0/"><p:Credit>Ảnh: Báo</p:Credit>${inner}</rdf:Description></rdf:RDF>`}</x:xmpmeta>JUNK`,
  )

describe('xmpTags', () => {
  it('reads a packet wherever it stands, whatever its prefixes, with Vietnamese and markup as the text they are', () => {
    const says = fileSays(
      xmpTags(
        packet(
          '<d:title><rdf:Alt><rdf:li xml:lang="en">No</rdf:li><rdf:li xml:lang="x-default">Lễ &lt;b&gt;hội&lt;/b&gt;</rdf:li></rdf:Alt></d:title><d:subject><rdf:Bag><rdf:li>một</rdf:li><rdf:li>hai, ba</rdf:li></rdf:Bag></d:subject>',
        ),
      ),
    )
    expect(says.texts.title?.value).toBe('Lễ <b>hội</b>')
    expect(says.texts.credit?.value).toBe('Ảnh: Báo')
    expect(says.keywords).toEqual(['một', 'hai, ba'])
  })
  it('says nothing of a packet with a document type, of a broken one and of none', () => {
    expect(xmpTags(packet('<!DOCTYPE l [<!ENTITY a "ha">]><a>&a;</a>'))).toEqual({})
    expect(xmpTags(packet('<d:title>'))).toEqual({})
    expect(xmpTags(new TextEncoder().encode('no packet'))).toEqual({})
  })
})
