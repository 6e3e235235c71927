import type { Jwks, KeySource } from './verify-request.ts'

/** The hub's keys by URL, asked again after a minute: short enough for a key that rotates, with two live meanwhile. */
export function cachedKeys(url: string): KeySource {
  let known: { at: number; jwks: Jwks } | null = null
  return async () => {
    if (known && Date.now() - known.at < 60_000) return known.jwks
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5000) })
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    known = { at: Date.now(), jwks: (await response.json()) as Jwks }
    return known.jwks
  }
}
