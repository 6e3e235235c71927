import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

describe('canonical JSON', () => {
  it('spells a value one way, whatever order its members were written in', () => {
    expect(canonicalJson({ b: [1, { y: 'ạ', x: null }], a: true })).toBe('{"a":true,"b":[1,{"x":null,"y":"ạ"}]}')
    expect(canonicalJson({ a: true, b: [1, { x: null, y: 'ạ' }] })).toBe(
      canonicalJson({ b: [1, { y: 'ạ', x: null }], a: true }),
    )
  })
  it('leaves out what is undefined and keeps what is null', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}')
    expect(canonicalJson(undefined)).toBe('null')
  })
  it('loses nothing that JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
