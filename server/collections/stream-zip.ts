import { once } from 'node:events'
import type { Readable } from 'node:stream'
import type { Response } from 'express'
import { ZipFile } from 'yazl'
import { attachment } from '#server/renditions/attachment'
import { zipEntryName } from './zip-entry-name.ts'

/** One file of a ZIP, opened only when its turn has come. `size` is the number of bytes that the stream will give. */
export type ZipEntry = { name: string; at: Date } & ({ size: number; open(): Promise<Readable> } | { bytes: Buffer })

/**
 * Answers a ZIP, one entry after the other: the next is asked for when the bytes of the one before have been read, so nothing is
 * buffered beyond the streams' own marks and permission is asked at the moment a file is opened. Media is stored, text deflated;
 * names carry the UTF-8 flag (APPNOTE 4.4.4 bit 11); ZIP64 where sizes ask for it. A client that goes away closes the store's stream
 * and asks for no further entry; a store that fails breaks the line, so that no half ZIP looks whole.
 */
export async function streamZip(
  res: Response,
  name: string,
  entries: AsyncIterable<ZipEntry & { named?(saved: string): void }>,
): Promise<void> {
  const zip = new ZipFile()
  const out = zip.outputStream as unknown as Readable
  const broken = new Promise<never>((_resolve, reject) => {
    zip.on('error', reject)
    out.on('error', reject)
  })
  // Whoever waits hears of it; that nobody may be waiting at that moment is no fault of its own.
  broken.catch(() => {})
  res.status(200).set({
    'Content-Type': 'application/zip',
    'Content-Disposition': attachment(`${name}.zip`),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
  })
  out.pipe(res)
  const left = new Promise<'left'>(resolve => res.once('close', () => resolve('left')))
  const taken = new Set<string>()
  const options = (at: Date) => ({ mtime: at, mode: 0o100644 })
  try {
    for await (const entry of entries) {
      if (res.destroyed) return
      const saved = zipEntryName(entry.name, taken)
      entry.named?.(saved)
      if ('bytes' in entry) {
        zip.addBuffer(entry.bytes, saved, options(entry.at))
        continue
      }
      const body = await entry.open()
      const read = once(body, 'end')
      // Also when the race below is lost: the stream's own error is then told by whoever won.
      read.catch(() => {})
      try {
        zip.addReadStream(body as NodeJS.ReadableStream as never, saved, {
          ...options(entry.at),
          size: entry.size,
          compress: false,
        })
        if ((await Promise.race([read, broken, left])) === 'left') return
      } finally {
        body.destroy()
      }
    }
    zip.end()
    await Promise.race([left, broken])
  } finally {
    out.unpipe(res)
    out.destroy()
    if (!res.writableEnded) res.destroy()
  }
}
