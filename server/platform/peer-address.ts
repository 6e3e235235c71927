import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/**
 * The address that a request comes from: the peer of the socket. Only where that peer is one of our own proxies
 * (`HUB_TRUSTED_PROXIES`: addresses and CIDR ranges) is X-Forwarded-For read, from its right end, up to the first entry that is no
 * proxy of ours: what stands left of it, the client wrote itself.
 */
export function peerAddress(
  req: Pick<IncomingMessage, 'socket' | 'headers'>,
  proxies: readonly string[],
): string | null {
  const peer = plain(req.socket.remoteAddress)
  if (peer === null || !isOneOf(peer, proxies)) return peer
  const forwarded = [req.headers['x-forwarded-for'] ?? []].flat().join(',').split(',').map(plain).reverse()
  for (const address of forwarded) {
    if (address === null) return peer
    if (!isOneOf(address, proxies)) return address
  }
  return peer
}

/** What counts as one address in limits: an IPv4 address, or the /64 of an IPv6 one, as one subscriber holds that many. */
export function addressNetwork(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':')
}

/** IPv4 that IPv6 wraps is IPv4; null for what is no address. */
function plain(address: string | undefined): string | null {
  const trimmed = address?.trim() ?? ''
  return ipaddr.isValid(trimmed) ? ipaddr.process(trimmed).toString() : null
}

function isOneOf(address: string, ranges: readonly string[]): boolean {
  const parsed = ipaddr.parse(address)
  return ranges.some(range => {
    const [base, bits] = ipaddr.isValidCIDR(range)
      ? ipaddr.parseCIDR(range)
      : ([ipaddr.parse(range), ipaddr.parse(range).kind() === 'ipv4' ? 32 : 128] as const)
    return base.kind() === parsed.kind() && parsed.match(base as ipaddr.IPv6, bits)
  })
}
