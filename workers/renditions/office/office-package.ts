import { buffer } from 'node:stream/consumers'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { PermanentFault } from '../permanent-fault.ts'

/** What a package may hold; a book of a thousand pages with its pictures stays far below. */
const packageLimits = {
  entries: 10_000,
  /** Bytes of all parts once unpacked. */
  bytes: 512 * 1024 * 1024,
  /** Bytes of one part that is read as XML. */
  xmlBytes: 32 * 1024 * 1024,
  /** A part beyond this and `ratio` times its packed size is a bomb: repetitive sheets shrink a hundredfold, zeros a thousandfold. */
  ratioFrom: 4 * 1024 * 1024,
  ratio: 250,
}

export type OfficePackage = {
  names: readonly string[]
  /** Throws PermanentFault where there is no such part, or it is larger than XML may be. */
  read(name: string): Promise<Buffer>
  stream(name: string): Promise<NodeJS.ReadableStream>
  close(): void
}

/**
 * Opens the ZIP of an office document (ECMA-376 part 2, ODF 1.3 part 2) and judges its directory before a byte is unpacked; what
 * contradicts the directory later throws while it is read. Throws PermanentFault: `file-corrupt`, `file-encrypted`,
 * `document-too-large`.
 */
export async function openOfficePackage(file: string): Promise<OfficePackage> {
  const zip = await openPromise(file, { lazyEntries: true, validateEntrySizes: true, autoClose: false }).catch(asFault)
  try {
    if (zip.entryCount > packageLimits.entries)
      throw new PermanentFault('document-too-large', `${zip.entryCount} parts in a package`)
    const entries = await judge(zip)
    const stream = async (name: string) => {
      const entry = entries.get(name)
      if (!entry) throw new PermanentFault('file-corrupt', `no part ${name}`)
      return zip.openReadStreamPromise(entry).catch(asFault)
    }
    const read = async (name: string) => {
      if ((entries.get(name)?.uncompressedSize ?? 0) > packageLimits.xmlBytes)
        throw new PermanentFault('document-too-large', `the part ${name} is larger than is read`)
      return buffer(await stream(name)).catch(asFault)
    }
    return { names: [...entries.keys()], read, stream, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function judge(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let total = 0
  const all = zip.eachEntry()[Symbol.asyncIterator]()
  for (let next = await all.next().catch(asFault); !next.done; next = await all.next().catch(asFault)) {
    const entry: Entry = next.value
    const { fileName, uncompressedSize, compressedSize, generalPurposeBitFlag } = entry
    // Bits 0 and 6: encrypted; bit 13: the header is masked (APPNOTE 4.4.4).
    if ((generalPurposeBitFlag & 0x2041) !== 0) throw new PermanentFault('file-encrypted', 'an encrypted part')
    if (entries.has(fileName)) throw new PermanentFault('file-corrupt', 'two parts of one name')
    total += uncompressedSize
    const bomb = uncompressedSize > packageLimits.ratioFrom && uncompressedSize > compressedSize * packageLimits.ratio
    if (bomb || total > packageLimits.bytes)
      throw new PermanentFault('document-too-large', `${total} bytes and more once unpacked`)
    if (!fileName.endsWith('/')) entries.set(fileName, entry)
  }
  return entries
}

/** Whatever the reader has against a ZIP is the file's fault; what the system says (a code) is not. */
function asFault(error: unknown): never {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code))
    throw error
  throw new PermanentFault('file-corrupt', 'not a readable ZIP', { cause: error })
}
