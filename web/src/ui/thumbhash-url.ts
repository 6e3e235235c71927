import { thumbHashToDataURL } from 'thumbhash'

const made = new Map<string, string>()

/** A thumbhash (base64) as a tiny picture; null for what is none. Remembered, as a grid asks again at each scroll. */
export function thumbhashUrl(hash: string | null | undefined): string | null {
  if (!hash) return null
  const known = made.get(hash)
  if (known) return known
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(hash), c => c.charCodeAt(0)))
    if (made.size > 2000) made.clear()
    made.set(hash, url)
    return url
  } catch {
    return null // not a thumbhash: the mat stays plain
  }
}
