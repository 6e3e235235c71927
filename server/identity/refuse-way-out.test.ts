import { describe, expect, it } from 'vitest'
import { refuseWayOut } from './refuse-way-out.ts'

const body = (value: unknown) => Buffer.from(JSON.stringify(value))

describe('the way back after signing in', () => {
  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/a\nb',
    '',
    7,
    null,
  ])('is not %j', callbackURL => {
    expect(() => refuseWayOut(body({ email: 'a@b.test', callbackURL }))).toThrow('invalid-request')
  })
  it('is a path of the hub, or not named', () => {
    expect(() => refuseWayOut(body({ callbackURL: '/kho?q=n%C3%BAi' }))).not.toThrow()
    expect(() => refuseWayOut(body({ email: 'a@b.test', password: 'x' }))).not.toThrow()
  })
  it('leaves what is no JSON to the reader behind it', () => {
    for (const bytes of [undefined, Buffer.from(''), Buffer.from('{'), Buffer.from('null')])
      expect(() => refuseWayOut(bytes)).not.toThrow()
  })
})
