import { expect, it } from 'vitest'
import { splitChange } from './split-change.ts'

it('marks only the words that differ', () => {
  expect(splitChange('Lễ hội núi Bà Đen năm 2026', 'Lễ hội xuân núi Bà Đen năm 2026')).toEqual({
    ...{ head: 'Lễ hội ', removed: '', added: 'xuân ', tail: 'núi Bà Đen năm 2026' },
  })
  expect(splitChange('Ảnh: Trần An', 'Ảnh: Trần Văn An')).toMatchObject({ removed: '', added: 'Văn ' })
})

it('gives both texts back, whatever they share', () => {
  const pairs = [
    ['', 'Có'],
    ['Có', ''],
    ['a a a', 'a a'],
    ['một hai ba', 'một ba'],
    ['khác hẳn', 'không giống'],
  ] as const
  for (const [before, after] of pairs) {
    const { head, removed, added, tail } = splitChange(before, after)
    expect(head + removed + tail).toBe(before)
    expect((head + added + tail).trimEnd()).toBe(after)
  }
})
