import { describe, expect, it } from 'vitest'
import { compareItem, type Here, type There } from './compare-item.ts'

const here: Here = { busy: false, withdrawn: false, version: 3, digest: 'a', state: 'published' }
const there: There = { id: 'x', version: 3, digest: 'a', state: 'published', publicUrl: null, updatedAt: '' }

describe('an item here and there', () => {
  const cases: [string, Here | null, There | null, ReturnType<typeof compareItem>][] = [
    ['is the same', here, there, null],
    ['is missing there', here, null, 'missing'],
    ['is unknown here', null, there, 'unknown'],
    ['was never here and is withdrawn there', null, { ...there, state: 'withdrawn' }, null],
    ['has a lower version there', here, { ...there, version: 2, digest: 'z' }, 'older'],
    ['was edited at the portal', here, { ...there, digest: 'b' }, 'edited'],
    ['was given a version of the portal’s own', here, { ...there, version: 4 }, 'edited'],
    ['was withdrawn here and is live there', { ...here, withdrawn: true }, there, 'still-live'],
    ['was withdrawn on both sides', { ...here, withdrawn: true }, { ...there, state: 'withdrawn' }, null],
    ['was withdrawn here and is gone there', { ...here, withdrawn: true }, null, null],
    ['was taken down there', here, { ...there, state: 'withdrawn' }, 'withdrawn-there'],
    ['was published there without a word', { ...here, state: 'in_review' }, there, 'state'],
    ['is on its way', { ...here, busy: true }, null, null],
  ]
  it.each(cases)('%s', (_name, one, other, expected) => {
    expect(compareItem(one, other)).toBe(expected)
  })
})
