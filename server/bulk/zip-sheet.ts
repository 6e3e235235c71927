import type { ZipFile } from 'yauzl'
import { ProblemError } from '#server/platform/problem-error'
import { maxSheetBytes, readSheet } from './read-sheet.ts'
import { type SheetOfFiles, sheetOfFiles } from './sheet-of-files.ts'
import type { ZipFileEntry } from './zip-directory.ts'

/**
 * The sheet `metadata.csv` or `metadata.xlsx` of a ZIP (the one nearest the top), and the files that are not it. Throws `zip-refused`
 * where there is one that cannot be read: its files would come in without what was said of them.
 */
export async function sheetOfZip(
  zip: ZipFile,
  files: readonly ZipFileEntry[],
): Promise<{ sheet: SheetOfFiles; rest: ZipFileEntry[] }> {
  const depth = ({ name }: ZipFileEntry) => name.split('/').length
  const [found] = files
    .filter(({ name }) => /(^|\/)metadata\.(csv|xlsx)$/i.test(name))
    .sort((a, b) => depth(a) - depth(b))
  if (!found) return { sheet: sheetOfFiles([]), rest: [...files] }
  try {
    if (found.entry.uncompressedSize > maxSheetBytes) throw new RangeError('bảng kê lớn hơn 64 MB')
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(found.entry)) pieces.push(piece as Buffer)
    const { rows } = await readSheet(Buffer.concat(pieces), /xlsx$/i.test(found.name) ? 'xlsx' : 'csv')
    return { sheet: sheetOfFiles(rows), rest: files.filter(file => file !== found) }
  } catch (error) {
    const why = error instanceof RangeError ? error.message : 'tệp hỏng'
    throw new ProblemError('zip-refused', { detail: `Không dùng được ${found.name}: ${why}.`, cause: error })
  }
}
