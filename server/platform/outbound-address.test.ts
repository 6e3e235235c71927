import { describe, expect, it } from 'vitest'
import { mayConnect, readAllowed } from './outbound-address.ts'

const refusedAddresses = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  'fec0::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::a00:1',
  '2002:7f00:1::',
  '2001::1',
  '2001:db8::1',
  '100::1',
  '4000::1',
  'not-an-address',
  '',
]

describe('the addresses the hub may connect to', () => {
  it.each(refusedAddresses)('refuses %s', address => {
    expect(mayConnect(address, 443, [])).toBe(false)
  })
  it.each(['8.8.8.8', '1.1.1.1', '203.162.4.190', '2001:4860:4860::8888', '2405:4800::1'])('lets %s pass', address => {
    expect(mayConnect(address, 443, [])).toBe(true)
  })
  it('opens exactly the range and port that the configuration names', () => {
    const allowed = readAllowed(['127.0.0.1/32:4010', '10.20.0.0/16:*', '[fd00::/8]:443'])
    const may = (address: string, port: number) => mayConnect(address, port, allowed)
    expect([may('127.0.0.1', 4010), may('127.0.0.1', 4011), may('127.0.0.2', 4010)]).toEqual([true, false, false])
    expect([may('10.20.3.4', 1), may('10.21.0.1', 1), may('fd00::5', 443), may('fd00::5', 80)]).toEqual([
      true,
      false,
      true,
      false,
    ])
  })
  it('does not open an address through its IPv4-mapped form', () => {
    expect(mayConnect('::ffff:127.0.0.1', 4010, readAllowed(['127.0.0.1/32:4010']))).toBe(false)
  })
  it.each(['127.0.0.1:80', '127.0.0.1/33:80', 'localhost/8:80', '127.0.0.1/8'])('refuses the entry %s', entry => {
    expect(() => readAllowed([entry])).toThrow(RangeError)
  })
})
