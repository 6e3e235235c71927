// Larger ones would take the memory of a small office computer: the browser digests only what it holds whole.
const most = 64 * 1024 * 1024

/** The file's SHA-256 in hex, worked out beside the page's own thread; null for a large file, or where the page has no secure origin. */
export async function sha256Of(file: File): Promise<string | null> {
  if (file.size > most || !globalThis.crypto?.subtle) return null
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
