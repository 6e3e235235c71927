import { expect, it } from 'vitest'
import { circuitBreaker } from './circuit-breaker.ts'

it('lets one in a while after failures, doubling to half a minute, and everybody once it works', () => {
  let now = 1_000_000
  const breaker = circuitBreaker({ now: () => new Date(now) })
  expect([breaker.allows(), breaker.allows()]).toEqual([true, true])
  breaker.failed()
  breaker.failed()
  expect(breaker.allows()).toBe(false)
  now += 1_000
  expect([breaker.allows(), breaker.allows()]).toEqual([true, false])
  now += 100
  breaker.failed()
  now += 1_900
  expect(breaker.allows()).toBe(false)
  now += 100
  expect(breaker.allows()).toBe(true)
  for (let i = 0; i < 9; i++) {
    now += 60_000
    expect(breaker.allows()).toBe(true)
    now += 100
    breaker.failed()
  }
  now += 29_000
  expect(breaker.allows()).toBe(false)
  now += 1_000
  expect(breaker.allows()).toBe(true)
  breaker.worked()
  expect([breaker.allows(), breaker.isOpen()]).toEqual([true, false])
})
it('tries again after a trial that never came back', () => {
  let now = 5
  const breaker = circuitBreaker({ now: () => new Date(now) })
  breaker.failed()
  now += 1_000
  expect(breaker.allows()).toBe(true)
  now += 1_000
  expect(breaker.allows()).toBe(true)
})
