import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { PermanentFault } from '../permanent-fault.ts'
import { cleanPart, partKind } from './clean-part.ts'
import type { OfficePackage } from './office-package.ts'

/** Media type of a package that leaves no doubt about itself: its main part's (OPC), or what `mimetype` says (ODF). */
const mainParts: Record<string, string> = {
  docx: 'wordprocessingml.document.main+xml',
  pptx: 'presentationml.presentation.main+xml',
  xlsx: 'spreadsheetml.sheet.main+xml',
  odt: 'application/vnd.oasis.opendocument.text',
  odp: 'application/vnd.oasis.opendocument.presentation',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

/** Throws PermanentFault where the package is not the document that its first bytes promised, or is locked by a password. */
export async function requireKind(from: OfficePackage, extension: string): Promise<void> {
  const open = extension.startsWith('od')
  const said = (await from.read(open ? 'mimetype' : '[Content_Types].xml')).toString('utf8')
  const wanted = mainParts[extension] ?? ''
  if (open ? said.trim() !== wanted : !said.includes(wanted))
    throw new PermanentFault('file-corrupt', `not the ${extension} it seems to be`)
  const manifest = 'META-INF/manifest.xml'
  if (open && from.names.includes(manifest) && (await from.read(manifest)).includes('encryption-data'))
    throw new PermanentFault('file-encrypted', 'the manifest names encrypted parts')
}

/** Writes the package anew into `file`: XML cleaned (clean-part.ts), pictures as they are, nothing else. Throws PermanentFault. */
export async function writeCleanPackage(from: OfficePackage, file: string): Promise<void> {
  const zip = new ZipFile()
  const failed = new Promise<never>((_, reject) => zip.once('error', reject))
  // ODF wants it first and not compressed.
  if (from.names.includes('mimetype')) zip.addBuffer(await from.read('mimetype'), 'mimetype', { compress: false })
  for (const name of from.names) {
    const kind = partKind(name)
    if (kind === 'dropped') continue
    // One part after the other is read, when its turn comes.
    const open =
      kind === 'xml' ? async () => Readable.from([cleanPart(name, await from.read(name))]) : () => from.stream(name)
    zip.addReadStreamLazy(name, { compress: kind === 'xml' }, done => {
      open().then(
        stream =>
          done(
            null,
            stream.once('error', error => zip.emit('error', error)),
          ),
        error => done(error, Readable.from([])),
      )
    })
  }
  zip.end()
  await Promise.race([failed, pipeline(zip.outputStream, createWriteStream(file, { flags: 'wx' }))])
}
