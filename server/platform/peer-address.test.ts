import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { addressNetwork, peerAddress } from './peer-address.ts'

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
  }) as unknown as IncomingMessage

describe('the address of a request', () => {
  it('is the peer’s, whatever X-Forwarded-For says, where no proxy is named', () => {
    expect(peerAddress(from('203.0.113.9', '1.2.3.4'), [])).toBe('203.0.113.9')
    expect(peerAddress(from('::ffff:203.0.113.9', '1.2.3.4'), ['10.0.0.1'])).toBe('203.0.113.9')
  })

  it('is what the own proxy saw, not what the client wrote before it', () => {
    expect(peerAddress(from('10.0.0.1', '1.2.3.4, 203.0.113.9'), ['10.0.0.0/8'])).toBe('203.0.113.9')
    expect(peerAddress(from('10.0.0.1', '1.2.3.4, 203.0.113.9, 10.0.0.2'), ['10.0.0.0/8'])).toBe('203.0.113.9')
  })

  it('is the proxy’s where the header is missing or makes no sense', () => {
    expect(peerAddress(from('10.0.0.1'), ['10.0.0.1'])).toBe('10.0.0.1')
    expect(peerAddress(from('10.0.0.1', '1.2.3.4, nonsense'), ['10.0.0.1'])).toBe('10.0.0.1')
  })

  it('counts a /64 of IPv6 as one', () => {
    expect(addressNetwork('2001:db8:1:2::1')).toBe(addressNetwork('2001:db8:1:2:ffff::9'))
    expect(addressNetwork('2001:db8:1:3::1')).not.toBe(addressNetwork('2001:db8:1:2::1'))
  })
})
