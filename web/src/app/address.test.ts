import { describe, expect, it } from 'vitest'
import { parseQuery, safeDestination, stringifyQuery } from './address.ts'

describe('the destination after signing in', () => {
  it('is the page that was asked for', () => {
    expect(safeDestination('/kho?q=n%C3%BAi&kind=image')).toBe('/kho?q=n%C3%BAi&kind=image')
  })
  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '',
    undefined,
  ])('is the home page when the link says %j', wanted => {
    expect(safeDestination(wanted)).toBe('/')
  })
  it('never is the sign-in page itself', () => {
    expect(safeDestination('/dang-nhap?den=/kho')).toBe('/')
  })
})

describe('the query of an address', () => {
  it('keeps numbers as the words that were typed', () => {
    expect(parseQuery('?q=2026')).toEqual({ q: '2026' })
  })
  it('joins lists by commas and leaves out what is empty', () => {
    expect(stringifyQuery({ q: '', kind: ['image', 'video'], unit: undefined })).toBe('?kind=image,video')
  })
})
