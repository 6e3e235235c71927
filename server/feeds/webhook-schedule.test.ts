import { describe, expect, it } from 'vitest'
import { webhookOutcome } from './webhook-schedule.ts'

describe('the schedule of a webhook', () => {
  it('takes any 2xx as arrived and a redirect as a failure', () => {
    expect([200, 202, 204].map(status => webhookOutcome(1, status, 0).kind)).toEqual(Array(3).fill('delivered'))
    expect([301, 400, 404, 500, null].map(status => webhookOutcome(1, status, 0).kind)).toEqual(Array(5).fill('again'))
  })

  it('tries ten times over three days and then gives up', () => {
    const outcomes = Array.from({ length: 10 }, (_, at) => webhookOutcome(at + 1, 503, 0))
    expect(outcomes.map(each => each.kind)).toEqual([...Array(9).fill('again'), 'dead'])
    const total = outcomes.reduce((sum, each) => sum + (each.kind === 'again' ? each.inMs : 0), 0)
    expect(total / 86_400_000).toBeGreaterThan(3)
    expect(total / 86_400_000).toBeLessThan(3.5)
  })

  it('gives up at once where the receiver says that it is gone', () => {
    expect(webhookOutcome(1, 410, 0).kind).toBe('dead')
  })
})
