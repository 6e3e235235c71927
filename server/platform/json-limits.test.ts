import { describe, expect, it } from 'vitest'
import { refuseHostileJson } from './json-limits.ts'

const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown

describe('JSON from outside', () => {
  it('may be 32 levels deep and no deeper', () => {
    expect(() => refuseHostileJson(nested(32))).not.toThrow()
    expect(() => refuseHostileJson(nested(33))).toThrow('malformed-json')
  })
  it('is refused without exhausting the stack when it is a hundred thousand levels deep', () => {
    expect(() => refuseHostileJson(nested(100_000))).toThrow('malformed-json')
  })
  it.each(['__proto__', 'constructor', 'prototype'])('may not name %s at any level', name => {
    expect(() => refuseHostileJson(JSON.parse(`{"a":[{"${name}":1}]}`))).toThrow('invalid-request')
  })
  it('may hold any other value', () => {
    for (const value of [null, 1, 'x', [], {}, { proto: { a: [true] } }])
      expect(() => refuseHostileJson(value)).not.toThrow()
  })
})
