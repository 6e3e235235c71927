import ipaddr from 'ipaddr.js'

/**
 * An address without its end, `203.0.113.0/24` or `2001:db8:1::/48`: enough to tell an office from a leak, not enough to name a person.
 * `unknown` where there is none.
 */
export function visitNetwork(address: string | null): string {
  if (!address || !ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  const bits = parsed.kind() === 'ipv4' ? 24 : 48
  const range = `${parsed.toString()}/${bits}`
  const network = bits === 24 ? ipaddr.IPv4.networkAddressFromCIDR(range) : ipaddr.IPv6.networkAddressFromCIDR(range)
  return `${network.toString()}/${bits}`
}
