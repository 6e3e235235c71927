import { expect, it } from 'vitest'
import { requestLanguage } from './request-language.ts'

it.each([
  [undefined, 'vi'],
  ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
  ['en-GB,en;q=0.9', 'en'],
  ['en;q=0.5, vi;q=0.4', 'en'],
  ['en;q=0, vi;q=0.1', 'vi'],
  ['fr, de', 'vi'],
  ['*', 'vi'],
])('answers %s in %s', (header, language) => {
  expect(requestLanguage(header)).toBe(language)
})
