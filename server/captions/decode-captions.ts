export type Decoded = { text: string; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' }

// Signs that stand inside no Vietnamese word: where letters touch many of them, the bytes were in another old font's code.
const strange = /[A-Za-z][\u00a1-\u00bf\u00d7\u00f7]|[\u00a1-\u00bf\u00d7\u00f7][A-Za-z]|[\u0080-\u009f]/g

/**
 * The text of a captions file by its bytes: a byte order mark, UTF-16 by its zeros, UTF-8 where it is valid, and else Windows-1258, the
 * old Vietnamese code page. In NFC, without its mark. Null where none of these makes sense of it (TCVN3, VNI, a film by mistake).
 */
export function decodeCaptions(bytes: Uint8Array): Decoded | null {
  const encoding = markOf(bytes) ?? zerosOf(bytes)
  if (encoding) return decodedAs(encoding, bytes)
  const utf8 = decodedAs('utf-8', bytes)
  if (utf8) return utf8
  const old = decodedAs('windows-1258', bytes)
  return old && (old.text.match(strange)?.length ?? 0) * 200 <= old.text.length ? old : null
}

function decodedAs(encoding: Decoded['encoding'], bytes: Uint8Array): Decoded | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : { text: text.normalize('NFC'), encoding }
  } catch {
    return null
  }
}

function markOf([first, second, third]: Uint8Array): Decoded['encoding'] | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null
}

/** Digits, arrows and line ends have a zero byte in UTF-16: before or after tells which. */
function zerosOf(bytes: Uint8Array): Decoded['encoding'] | null {
  const head = bytes.subarray(0, 1000)
  const zeros = [0, 0]
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 8 && even * 8 < odd) return 'utf-16le'
  return even > head.length / 8 && odd * 8 < even ? 'utf-16be' : null
}
