import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { ProblemError } from '#server/platform/problem-error'

/** A file in a ZIP; `number` is its place in the directory, `name` its path inside, NFC. */
export type ZipFileEntry = { number: number; name: string; entry: Entry }
export type ZipDirectory = { zip: ZipFile; files: ZipFileEntry[] }

const zipLimits = {
  /** Entries, folders counted. */
  entries: 10_000,
  /** Bytes in all once unpacked. */
  bytes: 200 * 1024 ** 3,
  /** An entry beyond this and larger than `ratioFrom` is a bomb: photos and films do not shrink, text shrinks tenfold. */
  ratio: 100,
  ratioFrom: 1_048_576,
}

/**
 * Reads a ZIP's central directory and judges the whole of it before a byte is unpacked. The caller closes `zip`. Throws `zip-refused`
 * with a Vietnamese sentence: too many entries, too large, names that lead out, links and devices, encryption, entries that lie over
 * one another, headers that contradict the directory.
 */
export async function readZipDirectory(path: string): Promise<ZipDirectory> {
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false }
  const zip = await openPromise(path, options).catch(error => {
    if (error?.code && error.code !== 'ERR_OUT_OF_RANGE') throw error
    throw refused('Tệp không phải ZIP hoặc đã hỏng.')
  })
  try {
    // Before any entry is read: the end of the directory says how many there are.
    if (zip.entryCount > zipLimits.entries) throw refused(`Tệp ZIP có hơn ${zipLimits.entries} mục.`)
    const all: ZipFileEntry[] = []
    const entries = zip.eachEntry()
    for (let next = await nextOf(entries); !next.done; next = await nextOf(entries))
      all.push({ number: all.length, name: nameOf(next.value), entry: next.value })
    judge(all)
    await refuseOverlaps(zip, all)
    return { zip, files: all.filter(({ name }) => !name.endsWith('/') && !litter.test(name)) }
  } catch (error) {
    zip.close()
    throw error
  }
}

const litter = /(^|\/)(__MACOSX\/|\.|~\$|thumbs\.db$|desktop\.ini$)/i
const refused = (detail: string) => new ProblemError('zip-refused', { detail })

async function nextOf(entries: AsyncIterator<Entry>): Promise<IteratorResult<Entry>> {
  try {
    return await entries.next()
  } catch (error) {
    throw new ProblemError('zip-refused', { detail: 'Danh mục trong tệp ZIP đã hỏng.', cause: error })
  }
}

/** UTF-8 where the entry says so (flag or Unicode extra field), else code page 437, as APPNOTE.TXT appendix D lays down. */
function nameOf(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false).normalize('NFC')
}

function judge(all: readonly ZipFileEntry[]): void {
  let total = 0
  const names = new Set<string>()
  for (const { name, entry } of all) {
    const shown = `“${name.slice(0, 120).replace(/\p{C}/gu, '?')}”`
    const wrongName = name === '' || name.length > 1000 || /\0/.test(name) || /^([/\\]|[a-z]:)/i.test(name)
    if (wrongName || name.split(/[/\\]/).includes('..')) throw refused(`Tên ${shown} dẫn ra ngoài tệp ZIP.`)
    if (names.has(name)) throw refused(`Tên ${shown} có hai lần trong tệp ZIP.`)
    names.add(name)
    // Bit 0 and bit 6: encrypted; bit 13: its header is masked.
    if ((entry.generalPurposeBitFlag & 0x2041) !== 0) throw refused(`${shown} được đặt mật khẩu.`)
    if (!isPlain(entry)) throw refused(`${shown} là liên kết hoặc thiết bị, không phải tệp.`)
    const { compressedSize, uncompressedSize, compressionMethod } = entry
    if (compressionMethod !== 0 && compressionMethod !== 8) throw refused(`${shown} được nén theo cách kho không đọc.`)
    if (compressionMethod === 0 && compressedSize !== uncompressedSize) throw refused(`${shown} ghi sai dung lượng.`)
    if (uncompressedSize > zipLimits.ratioFrom && uncompressedSize > compressedSize * zipLimits.ratio)
      throw refused(`${shown} phình quá ${zipLimits.ratio} lần khi giải nén.`)
    total += uncompressedSize
    if (total > zipLimits.bytes) throw refused('Tệp ZIP quá lớn khi giải nén.')
  }
}

/** The Unix mode in the upper half, where there is one; file and folder alone are plain. */
function isPlain({ externalFileAttributes }: Entry): boolean {
  const type = (externalFileAttributes >>> 16) & 0o170000
  return type === 0 || type === 0o100000 || type === 0o040000
}

/** Each entry's bytes belong to it alone, and its own header says what the directory says (a "better zip bomb" has neither). */
async function refuseOverlaps(zip: ZipFile, all: readonly ZipFileEntry[]): Promise<void> {
  let end = 0
  for (const { entry } of [...all].sort((a, b) => offset(a) - offset(b))) {
    const header = await zip.readLocalFileHeaderPromise(entry).catch(error => {
      throw new ProblemError('zip-refused', { detail: 'Tệp ZIP đã hỏng.', cause: error })
    })
    if (entry.relativeOffsetOfLocalHeader < end) throw refused('Các mục trong tệp ZIP nằm chồng lên nhau.')
    end = header.fileDataStart + entry.compressedSize
    const same = header.fileName.equals(entry.fileNameRaw) && header.compressionMethod === entry.compressionMethod
    if (!same || end > zip.fileSize) throw refused('Danh mục trong tệp ZIP không khớp với nội dung.')
  }
}
const offset = ({ entry }: ZipFileEntry) => entry.relativeOffsetOfLocalHeader
