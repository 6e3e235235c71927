import { PermanentFault } from '../permanent-fault.ts'

/**
 * The text of an XML part as a string without declaration and document type. Both formats want UTF-8 or UTF-16 (ECMA-376 part 2, 8.1;
 * ODF 1.3 part 2, 3.1) and no types of their own: a part that declares entities is refused, a bare type by its public name (old
 * OpenOffice) goes. Throws PermanentFault.
 */
export function readXmlPart(bytes: Buffer): string {
  const text = decode(bytes)
  const declared = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']/i.exec(text)?.[1]
  if (declared && !/^(utf-?8|utf-?16|us-ascii)$/i.test(declared))
    throw new PermanentFault('file-corrupt', `a part in the encoding ${declared}`)
  const typed = text.search(/<!DOCTYPE/i)
  if (typed < 0) return text.replace(/^\s*<\?xml[^>]*\?>/, '')
  const bare = /^<!DOCTYPE\s+[\w:.-]+(?:\s+PUBLIC\s+"[^"<>]*"\s+"[^"<>]*"|\s+SYSTEM\s+"[^"<>]*")?\s*>/i.exec(
    text.slice(typed, typed + 1000),
  )
  const without = bare ? text.slice(0, typed) + text.slice(typed + bare[0].length) : text
  if (!bare || /<!(DOCTYPE|ENTITY)/i.test(without))
    throw new PermanentFault('file-corrupt', 'a part declares a document type with entities of its own')
  return without.replace(/^\s*<\?xml[^>]*\?>/, '')
}

/** By its byte order mark (XML 1.0, appendix F); without one it is UTF-8. */
function decode(bytes: Buffer): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw new PermanentFault('file-corrupt', `a part is not ${encoding}`, { cause: error })
  }
}
