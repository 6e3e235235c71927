import { expect, it } from 'vitest'
import { mergeEdits } from './update-difference.ts'

it('says what stood before the first edit and after the last', () => {
  const merged = mergeEdits([
    { before: { title: 'Một', credit: 'A' }, after: { title: 'Hai', credit: 'B' } },
    { before: { title: 'Hai' }, after: { title: 'Ba' } },
  ])
  expect(merged).toEqual([
    { field: 'title', before: 'Một', after: 'Ba' },
    { field: 'credit', before: 'A', after: 'B' },
  ])
})

it('leaves out what came back to what it was', () => {
  const merged = mergeEdits([
    { before: { title: 'Một' }, after: { title: 'Hai' } },
    { before: { title: 'Hai' }, after: { title: 'Một' } },
  ])
  expect(merged).toEqual([])
})

it('keeps that a field was empty before, however often it was edited since', () => {
  const merged = mergeEdits([
    { before: { credit: null }, after: { credit: 'A' } },
    { before: { credit: 'A' }, after: { credit: 'B' } },
  ])
  expect(merged).toEqual([{ field: 'credit', before: null, after: 'B' }])
})

it('says that a consent changed, never which', () => {
  const merged = mergeEdits([{ before: { consentNote: 'Bà A' }, after: { consentNote: 'Bà B' } }])
  expect(merged).toEqual([{ field: 'consentNote', before: null, after: null }])
})
