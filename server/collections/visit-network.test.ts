import { expect, it } from 'vitest'
import { visitNetwork } from './visit-network.ts'

it('keeps the network of an address and forgets its end', () => {
  expect(visitNetwork('203.0.113.77')).toBe('203.0.113.0/24')
  expect(visitNetwork('::ffff:203.0.113.77')).toBe('203.0.113.0/24')
  expect(visitNetwork('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1::/48')
  expect(visitNetwork(null)).toBe('unknown')
  expect(visitNetwork('x')).toBe('unknown')
})
