/**
 * Texts of EXIF, IPTC-IIM and ID3 often do not say in which character set they are. A reader that took each byte for a letter of
 * Windows-1252 lost nothing: the bytes are brought back here and read as what they are.
 */
export type EightBit = { text: string; guessed: 'utf-8' | 'windows-1258' | null }

// Windows-1252 where it differs from Latin-1 (WHATWG Encoding, index-windows-1252): the letters of bytes 0x80 to 0x9f.
const high =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'
// A vowel, as Windows-1258 writes it, and after it one of its five tone marks; or the letter Đ inside a word.
const toned =
  /[aeiouyAEIOUY\u00c2\u00c3\u00ca\u00d4\u00d5\u00dd\u00e2\u00e3\u00ea\u00f4\u00f5\u00fd][\u00cc\u00d2\u00de\u00ec\u00f2]/
const barred = /\u00d0[a-zA-Z\u00c0-\u00ff]|(^|[^a-zA-Z\u00c0-\u00ff])\u00f0[a-zA-Z\u00c0-\u00ff]/

/** A text that was read as Windows-1252, as it was meant: UTF-8 where its bytes are that, Windows-1258 where Vietnamese tones show. */
export function readEightBit(text: string): EightBit {
  const bytes = bytesOf(text)
  if (!bytes?.some(byte => byte > 0x7f)) return { text, guessed: null }
  const utf8 = decode('utf-8', bytes)
  if (utf8 !== null) return { text: utf8, guessed: 'utf-8' }
  if (!toned.test(text) && !barred.test(text)) return { text, guessed: null }
  const vietnamese = decode('windows-1258', bytes)
  return vietnamese === null ? { text, guessed: null } : { text: vietnamese.normalize('NFC'), guessed: 'windows-1258' }
}

/** The bytes of such a text; null where it holds a letter that no byte stands for: it was read rightly already. */
function bytesOf(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    // Some readers leave 0x80 to 0x9f as they are, as Latin-1 has it.
    const at = code <= 0xff ? code - 0x80 : high.indexOf(text[i]!)
    if (code > 0xff && at < 0) return null
    bytes[i] = 0x80 + at
  }
  return bytes
}

function decode(charset: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
