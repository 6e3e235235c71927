import type { Request } from 'express'
import { once } from 'node:events'
import { Readable, Transform } from 'node:stream'
import type { StorageEngine } from 'multer'
import type { AssetKind } from '#contracts/values'
import { ProblemError } from '#server/platform/problem-error'
import { objectKey } from '#server/storage/keys'
import type { ObjectStore } from '#server/storage/object-store'
import { accept, sniffBytes } from './accept.ts'

/** A file that stands in the store, not yet in the database. */
export type StoredFile = { key: string; sha256: string; size: number; kind: AssetKind; contentType: string }

/**
 * multer's engine: sniffs the first bytes, then streams the file to its final key with back-pressure. Nothing is buffered whole,
 * nothing touches a temp disk. A file that is refused, too large, or torn leaves nothing in the store.
 */
export function storeEngine(store: ObjectStore, maxBytes: number, before: (req: Request) => Promise<void>): StorageEngine {
  return {
    _handleFile(req, file, done) {
      const work = async () => {
        await before(req)
        return storeUpload(store, file.stream, maxBytes, req)
      }
      work().then(
        stored => done(null, { stored } as Partial<Express.Multer.File>),
        error => done(error),
      )
    },
    _removeFile(_req, file, done) {
      const stored = (file as { stored?: StoredFile }).stored
      if (!stored) return done(null)
      store.delete(stored.key).then(() => done(null), done)
    },
  }
}

async function storeUpload(store: ObjectStore, stream: Readable, maxBytes: number, req: Request): Promise<StoredFile> {
  // A line that breaks ends the request, not always the part's stream: end it, or the store would wait for ever.
  const torn = () => {
    if (!req.complete) stream.destroy(new ProblemError('upload-torn'))
  }
  req.once('close', torn)
  // Between two reads nobody listens; an error then must not end the process. The next read reports it.
  stream.on('error', () => {})
  try {
    const head = await readHead(stream)
    const type = await accept(head)
    if ('refused' in type) throw new ProblemError(type.refused)
    const key = objectKey()
    const body = stream.compose(limit(maxBytes)) as Readable
    const { sha256, size } = await store.put(key, body, { contentType: type.contentType })
    return { key, sha256, size, ...type }
  } finally {
    req.off('close', torn)
  }
}

/** The first bytes, put back on the stream. */
async function readHead(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  while (length < sniffBytes) {
    const chunk = stream.read() as Buffer | null
    if (chunk) {
      chunks.push(chunk)
      length += chunk.length
    } else if (stream.readableEnded || stream.destroyed) break
    else await Promise.race([once(stream, 'readable'), once(stream, 'end'), once(stream, 'close')])
  }
  if (stream.errored) throw stream.errored
  const head = Buffer.concat(chunks)
  if (head.length > 0 && !stream.readableEnded) stream.unshift(head)
  return head
}

function limit(maxBytes: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > maxBytes) done(new ProblemError('too-large'))
      else done(null, chunk)
    },
  })
}
