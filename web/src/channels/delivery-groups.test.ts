import { describe, expect, it } from 'vitest'
import { type Delivery, deliveryStates } from '#contracts/delivery'
import { countGroups, groupOf, isMoving, mayRecall, mayRetry } from './delivery-groups.ts'

const delivery = (state: Delivery['state'], op: Delivery['op'] = 'publish') => ({ state, op }) as Delivery

describe('groups of deliveries', () => {
  it('give every state a place', () => {
    const counts = countGroups(deliveryStates.map(state => delivery(state)))
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(deliveryStates.length)
    expect(groupOf('in_review')).toBe('live')
  })
  it('keep asking while something is under way or in review, and stop when all is done', () => {
    expect(deliveryStates.filter(state => isMoving(delivery(state)))).toEqual([
      'queued',
      'media',
      'sending',
      'received',
      'in_review',
      'withdrawing',
      'retrying',
    ])
  })
  it('offer no second sending of what is live, and no recall of what is gone', () => {
    expect(mayRetry(delivery('published'))).toBe(false)
    expect(mayRetry(delivery('dead'))).toBe(true)
    expect(mayRecall(delivery('published'))).toBe(true)
    expect(mayRecall(delivery('withdrawn'))).toBe(false)
    expect(mayRecall(delivery('published', 'withdraw'))).toBe(false)
  })
})
