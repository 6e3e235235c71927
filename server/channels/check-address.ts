import { ProblemError } from '#server/platform/problem-error'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * A receiver's address must be https beyond loopback, and hold no name and password, query or fragment: it is shown to everyone of the
 * hub. Whether the hub may connect there is asked at each connection.
 */
export function checkAddress(address: string): void {
  const url = new URL(address)
  const code =
    url.protocol !== 'https:' && !loopback.test(url.hostname)
      ? 'https-required'
      : url.username || url.password || url.search || url.hash
        ? 'plain-address'
        : null
  if (code) throw new ProblemError('invalid-request', { errors: [{ pointer: '/body/address', code, detail: code }] })
}
