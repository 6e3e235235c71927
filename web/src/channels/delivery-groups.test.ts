import { describe, expect, it } from 'vitest'
import { type Delivery, deliveryStates } from '#contracts/delivery'
import {
  countGroups,
  deliveryGroups,
  groupOf,
  isMoving,
  mayCancel,
  mayRecall,
  mayRetry,
  statesOf,
} from './delivery-groups.ts'

const delivery = (state: Delivery['state'], op: Delivery['op'] = 'publish') => ({ state, op }) as Delivery

describe('groups of deliveries', () => {
  it('give every state a place', () => {
    const counts = countGroups(Object.fromEntries(deliveryStates.map(state => [state, 1])) as never)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(deliveryStates.length)
    expect(groupOf('in_review')).toBe('live')
    expect(deliveryGroups.flatMap(group => statesOf(group) ?? []).sort()).toEqual([...deliveryStates].sort())
    expect(statesOf('any')).toBeUndefined()
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
    // The hub refuses it: an item that the receiver's editors declined is nominated anew.
    expect(mayRetry(delivery('rejected'))).toBe(false)
    expect(mayRetry({ ...delivery('dead'), problem: 'changed-since-approval' })).toBe(false)
    expect(mayRecall(delivery('published'))).toBe(true)
    expect(mayRecall(delivery('withdrawn'))).toBe(false)
    expect(mayRecall(delivery('published', 'withdraw'))).toBe(false)
  })
  it('offer to give up what waits or has died, never a withdrawal or what is there', () => {
    expect(deliveryStates.filter(state => mayCancel(delivery(state)))).toEqual(['queued', 'media', 'retrying', 'dead'])
    expect(mayCancel(delivery('queued', 'withdraw'))).toBe(false)
  })
})
