import { Readable } from 'node:stream'
import type { Request } from 'express'
import type { StorageEngine } from 'multer'
import type { AssetKind } from '#contracts/values'
import { ProblemError } from '#server/platform/problem-error'
import { objectKey } from '#server/storage/keys'
import type { ObjectStore } from '#server/storage/object-store'
import { accept, sniffBytes } from './accept.ts'

/** A file that stands in the store, not yet in the database. */
export type StoredFile = { key: string; sha256: string; size: number; kind: AssetKind; contentType: string }

/** Where a form's file goes. */
export type FilePlace<F> = { take(stream: Readable, req: Request): Promise<F>; drop(file: F): Promise<void> }

/**
 * multer's engine: hands the file's stream to its place (`storeUpload`: sniffs the first bytes, then streams to the final key) with back-pressure. Nothing is buffered whole,
 * nothing touches a temp disk. `refused` hears of a failure at once; multer itself would first read the rest of the request. A file that is refused, too large, or torn leaves nothing in the store.
 */
export function storeEngine<F>(
  place: FilePlace<F>,
  hooks: { before(req: Request): Promise<void>; refused(error: unknown): void },
): StorageEngine {
  return {
    _handleFile(req, file, done) {
      const work = async () => {
        await hooks.before(req)
        return place.take(file.stream, req)
      }
      work().then(
        stored => done(null, { stored } as Partial<Express.Multer.File>),
        error => {
          hooks.refused(error)
          done(error)
        },
      )
    },
    _removeFile(_req, file, done) {
      const stored = (file as { stored?: F }).stored
      if (!stored) return done(null)
      place.drop(stored).then(() => done(null), done)
    },
  }
}

/** The file of a form into the store; see `storeStream`. A request that breaks off breaks the stream. */
export async function storeUpload(
  store: ObjectStore,
  stream: Readable,
  maxBytes: number,
  req: Request,
): Promise<StoredFile> {
  // A line that breaks ends the request, not always the part's stream: end it, or the store would wait for ever.
  const torn = () => {
    if (!req.complete) stream.destroy(new ProblemError('upload-torn'))
  }
  req.once('close', torn)
  try {
    return await storeStream(store, stream, maxBytes)
  } finally {
    req.off('close', torn)
  }
}

/**
 * Streams a file to a fresh key, its type by its first bytes. Throws `unsupported-type`, `too-large`, the stream's own error and the
 * store's; then nothing stands there. Whoever stops early destroys the stream.
 */
export async function storeStream(store: ObjectStore, stream: Readable, maxBytes: number): Promise<StoredFile> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const head = await readHead(chunks)
  const type = await accept(Buffer.concat(head))
  if ('refused' in type) throw new ProblemError(type.refused)
  const key = objectKey()
  const body = Readable.from(bounded(head, chunks, maxBytes), { objectMode: false })
  const { sha256, size } = await store.put(key, body, { contentType: type.contentType })
  return { key, sha256, size, ...type }
}

/** The first chunks, enough to know the type by; fewer where the file is small. */
async function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer[]> {
  const head: Buffer[] = []
  for (let length = 0; length < sniffBytes; ) {
    const next = await chunks.next()
    if (next.done) break
    head.push(next.value)
    length += next.value.length
  }
  return head
}

/** The whole file again, chunk by chunk as the store asks for it. Throws `too-large` with the first byte over the limit. */
async function* bounded(
  head: readonly Buffer[],
  rest: AsyncIterator<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let seen = 0
  const count = (chunk: Buffer) => {
    seen += chunk.length
    if (seen > maxBytes) throw new ProblemError('too-large')
    return chunk
  }
  for (const chunk of head) yield count(chunk)
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield count(next.value)
}
