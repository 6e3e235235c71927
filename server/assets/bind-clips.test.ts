import { describe, expect, it } from 'vitest'
import { isLooser } from './bind-clips.ts'

const none = { embargoUntil: null, rightsFrom: null, rightsUntil: null, consentWithdrawnAt: null }
const [early, late] = [new Date('2026-12-01'), new Date('2026-12-31')]

describe('terms of a clip against its source', () => {
  it('may be the same or tighter', () => {
    expect(isLooser(none, none)).toBe(false)
    expect(
      isLooser(
        { ...none, embargoUntil: late, rightsUntil: early },
        { ...none, embargoUntil: early, rightsUntil: late },
      ),
    ).toBe(false)
  })

  it('may not end an embargo sooner, nor begin or end a right otherwise', () => {
    expect(isLooser({ ...none, embargoUntil: early }, { ...none, embargoUntil: late })).toBe(true)
    expect(isLooser(none, { ...none, embargoUntil: early })).toBe(true)
    expect(isLooser({ ...none, rightsUntil: late }, { ...none, rightsUntil: early })).toBe(true)
    expect(isLooser(none, { ...none, rightsUntil: early })).toBe(true)
    expect(isLooser(none, { ...none, rightsFrom: early })).toBe(true)
  })

  it('may not forget that consent was taken back', () => {
    expect(isLooser(none, { ...none, consentWithdrawnAt: early })).toBe(true)
    expect(isLooser({ ...none, consentWithdrawnAt: late }, { ...none, consentWithdrawnAt: early })).toBe(false)
  })
})
