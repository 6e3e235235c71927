import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { document, element } from './xml.ts'

const anything = fc.string({ unit: 'binary', maxLength: 60 })
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

describe('XML of feeds', () => {
  it('is well-formed and holds no forbidden character, whatever stands in titles and attributes', () => {
    fc.assert(
      fc.property(anything, anything, (text, attribute) => {
        const written = document(element('a', { b: attribute }, text, element('c', {}, text)))
        expect(XMLValidator.validate(written)).toBe(true)
        expect(forbidden.test(written)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('gives a reader back the very text, quotes, tags and Vietnamese marks included', () => {
    const title = "“Núi Bà Đen” & <b>lễ hội</b> '2026' ]]> ế ộ 🎉"
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', htmlEntities: true })
    const read = parser.parse(document(element('a', { b: title }, element('c', {}, title))))
    expect(read.a).toEqual({ b: title, c: title })
  })

  it('drops NUL, escape and half a surrogate pair', () => {
    expect(element('a', {}, 'x\0\u001b\ud800y').xml).toBe('<a>xy</a>')
  })
})
