import type { FileType } from '#contracts/file-format'

const signature = Buffer.from('PK\x03\x04', 'latin1')
const openXml = 'application/vnd.openxmlformats-officedocument'
const main: readonly [part: RegExp, type: FileType][] = [
  [/^word\//, `${openXml}.wordprocessingml.document`],
  [/^ppt\//, `${openXml}.presentationml.presentation`],
  [/^xl\//, `${openXml}.spreadsheetml.sheet`],
]
const openDocuments: readonly FileType[] = [
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.spreadsheet',
]
// What an OPC package (ECMA-376 part 2) may begin with before its main part comes.
const besides = /^(\[Content_Types\]\.xml|_rels\/|docProps\/|docMetadata\/|customXml\/)/

/**
 * Which office document a ZIP is, by the names of its first parts, as they stand in the first bytes (APPNOTE 4.3.7); null for every
 * other ZIP, one that merely carries documents included. Macro-enabled kinds and templates look the same here: the worker reads the
 * whole package and refuses what it is not.
 */
export function officeTypeOf(head: Uint8Array): FileType | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  for (let at = 0; bytes.indexOf(signature, at) === at && at + 30 <= bytes.length; ) {
    const [stored, nameLength, extraLength] = [18, 26, 28].map((field, index) =>
      index === 0 ? bytes.readUInt32LE(at + field) : bytes.readUInt16LE(at + field),
    ) as [number, number, number]
    const data = at + 30 + nameLength + extraLength
    const name = bytes.toString('latin1', at + 30, at + 30 + nameLength)
    // Open Document 1.3 part 2, 3.3: first of all, not compressed, the type itself.
    if (at === 0 && name === 'mimetype') return openDocumentOf(bytes.toString('latin1', data, data + stored))
    const found = main.find(([part]) => part.test(name))
    if (found) return found[1]
    if (!besides.test(name)) return null
    // Where the sizes stand behind the data (bit 3), the next header is looked for.
    at = (bytes.readUInt16LE(at + 6) & 8) === 0 ? data + stored : bytes.indexOf(signature, data)
    if (at < 0) return null
  }
  return null
}

function openDocumentOf(type: string): FileType | null {
  return openDocuments.find(known => known === type) ?? null
}
