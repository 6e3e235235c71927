import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fromBufferPromise } from 'yauzl'

const maxInflated = 256 * 1024 * 1024
const maxParts = 2_000

/**
 * An XLSX is a ZIP, and what reads it holds all of it in memory: one that would grow beyond 256 MB, or lies about it, is refused first.
 * Throws RangeError with a Vietnamese sentence.
 */
export async function refuseSwollenXlsx(bytes: Buffer): Promise<void> {
  let inflated = 0
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true })
    if (zip.entryCount > maxParts) throw new RangeError('bảng kê XLSX có quá nhiều phần')
    for await (const entry of zip.eachEntry()) {
      inflated += entry.uncompressedSize
      if (inflated > maxInflated) throw new RangeError('bảng kê XLSX phình quá 256 MB khi mở')
      // The declared size is checked against what really comes out.
      await pipeline(
        await zip.openReadStreamPromise(entry),
        new Writable({ write: (_chunk, _encoding, next) => next() }),
      )
    }
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new RangeError('không đọc được bảng kê XLSX: tệp hỏng')
  }
}
