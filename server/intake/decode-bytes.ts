import { Unreadable } from './unreadable.ts'

const known =
  /^(utf-?8|utf-?16(le|be)?|us-ascii|iso-8859-\d{1,2}|windows-125\d|gb(k|2312|18030)|big5|shift_jis|euc-(jp|kr))$/i

/**
 * The text of an answer: by its byte order mark, else by the XML declaration or `<meta charset>`, else by the header, else UTF-8. Throws Unreadable `encoding` for
 * bytes that are not what they say they are.
 */
export function decodeBytes(bytes: Buffer, contentType: string | undefined): string {
  const label = markOf(bytes) ?? declared(bytes) ?? headerOf(contentType) ?? 'utf-8'
  if (!known.test(label)) throw new Unreadable('encoding')
  try {
    return new TextDecoder(label, { fatal: /^utf-?8$/i.test(label) }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw new Unreadable('encoding', { cause: error })
    throw error
  }
}

function markOf(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

function declared(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 2048).toString('latin1')
  const xml = /^\s*<\?xml[^>]{0,200}\bencoding=["']([\w-]{1,40})["']/i.exec(head)
  const html = /<meta[^>]{0,200}\bcharset=["']?([\w-]{1,40})/i.exec(head)
  return xml?.[1] ?? html?.[1] ?? null
}

function headerOf(contentType: string | undefined): string | null {
  return /charset="?([\w-]{1,40})/i.exec(contentType ?? '')?.[1] ?? null
}
