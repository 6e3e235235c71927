import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
/** One entry of HUB_OUTBOUND_ALLOW, read. */
export type AllowedRange = { range: [Address, number]; port: number | '*' }

const entryForm = /^\[?([0-9a-fA-F.:]+)\/(\d{1,3})\]?:(\*|\d{1,5})$/

/** Reads `CIDR:port` entries (`127.0.0.1/32:4010`, `[fd00::/8]:443`, port `*` for any). Throws RangeError naming the bad entry. */
export function readAllowed(entries: readonly string[]): AllowedRange[] {
  return entries.map(entry => {
    const [, address, bits, port] = entryForm.exec(entry) ?? []
    if (!address || !port || !ipaddr.isValidCIDR(`${address}/${bits}`))
      throw new RangeError(`HUB_OUTBOUND_ALLOW: ${entry} is not CIDR:port`)
    return { range: ipaddr.parseCIDR(`${address}/${bits}`), port: port === '*' ? '*' : Number(port) }
  })
}

// Global unicast as IANA gives it out. ipaddr.js calls everything that it does not know "unicast", so this is asked as well.
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

/**
 * May the hub connect to this address (not a name) and port? Only to public unicast: nothing private, loopback, link-local, shared
 * (CGNAT), multicast, unspecified or reserved, and nothing in which IPv6 wraps an IPv4 address (mapped, NAT64, 6to4, Teredo), unless
 * `allowed` names it.
 */
export function mayConnect(address: string, port: number, allowed: readonly AllowedRange[]): boolean {
  // A zone (`fe80::1%eth0`) exists only on link-local addresses.
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (allowed.some(each => (each.port === '*' || each.port === port) && inRange(parsed, each.range))) return true
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalUnicast)
}

function inRange(address: Address, [network, bits]: [Address, number]): boolean {
  return address.kind() === network.kind() && address.match([network, bits] as never)
}
