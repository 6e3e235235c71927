import { expect, it } from 'vitest'
import { moved } from './use-board-items.ts'

const list = ['a', 'b', 'c', 'd'].map(id => ({ id }))
const order = (id: string, before: string | null) =>
  moved(list, { id }, before)
    .map(item => item.id)
    .join('')

it('puts an item before another, last, or leaves the list where the other is not there', () => {
  expect(order('d', 'a')).toBe('dabc')
  expect(order('a', 'c')).toBe('bacd')
  expect(order('a', null)).toBe('bcda')
  expect(order('a', 'x')).toBe('abcd')
})
