import { describe, expect, it } from 'vitest'
import { editOfUse, gapsOfUse, type UseDraft, wholeNumber } from './reuse-draft.ts'

const empty: UseDraft = { url: '', event: '', printRun: '', note: '' }

describe('where something was used, as people type it', () => {
  it('reads a print run with points, spaces or nothing between its thousands', () => {
    expect(['5000', '5.000', '5 000', '5,000'].map(wholeNumber)).toEqual([5000, 5000, 5000, 5000])
  })

  it('takes no words, no zero and nothing below it for a print run', () => {
    expect(['năm nghìn', '0', '-5', ''].map(wholeNumber)).toEqual([null, null, null, null])
  })

  it('names the fields that are wrong, and none when all are empty', () => {
    expect(gapsOfUse({ ...empty, url: 'tayninh.gov.vn', printRun: 'x' })).toEqual(['url', 'printRun'])
    expect(gapsOfUse(empty)).toEqual([])
  })

  it('sends only what changed', () => {
    const before = { ...empty, event: 'Hội xuân' }
    expect(editOfUse(before, { ...before, printRun: '2.000' })).toEqual({ printRun: 2000 })
    expect(editOfUse(before, before)).toEqual({})
  })
})
