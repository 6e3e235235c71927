import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { assertKey } from './keys.ts'
import { assertRange, type ByteRange, ObjectNotFound } from './object-store.ts'
import { asUnavailable, isBadRange, isMissing } from './s3-error.ts'

type Wanted = { client: S3Client; bucket: string; key: string }
// Each resumption asks for the rest only; a line that gives bytes in between begins its tries anew.
const resumptions = 4

/**
 * An object's bytes or a range of them. A reply that breaks off is taken up again where it broke, from the same object (If-Match), so
 * that one lost connection does not cost a viewer the rest of a film. Throws as ObjectStore.get does; the stream ends with
 * StoreUnavailable when the server does not come back.
 */
export async function readS3Object(wanted: Wanted, range: ByteRange | undefined): Promise<Readable> {
  assertKey(wanted.key)
  if (range) assertRange(range)
  const first = await ask(wanted, range?.start ?? 0, range?.end)
  const out = new PassThrough({ highWaterMark: 256 * 1024 })
  // Errors end `out`, and its reader hears of them there.
  pipeline(() => resuming(wanted, range, first), out).catch(() => {})
  return out
}

type Reply = { body: Readable; etag: string | undefined; length: number | undefined }

async function* resuming(wanted: Wanted, range: ByteRange | undefined, first: Reply): AsyncGenerator<Uint8Array> {
  let reply = first
  let got = 0
  for (let failed = 0; ; ) {
    try {
      for await (const chunk of reply.body as AsyncIterable<Uint8Array>) {
        got += chunk.byteLength
        failed = 0
        yield chunk
      }
      if (first.length === undefined || got >= first.length) return
      throw new Error('the reply was shorter than it said')
    } catch (error) {
      failed += 1
      if (failed > resumptions) throw asUnavailable(error)
      await wait(Math.random() * 200 * 2 ** failed)
      if (first.length !== undefined && got >= first.length) return
      reply = await ask(wanted, (range?.start ?? 0) + got, range?.end, first.etag)
    } finally {
      // Left early by its reader: the connection goes with it.
      if (!reply.body.readableEnded) reply.body.once('error', () => {})
    }
  }
}

async function ask(wanted: Wanted, start: number, end: number | undefined, etag?: string): Promise<Reply> {
  const { client, bucket, key } = wanted
  const Range = start === 0 && end === undefined ? undefined : `bytes=${start}-${end ?? ''}`
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range, IfMatch: etag }))
    // Some servers answer an object of no bytes with no body at all.
    const body = answer.Body instanceof Readable ? answer.Body : Readable.from([])
    return { body, etag: answer.ETag, length: answer.ContentLength }
  } catch (error) {
    if (isMissing(error)) throw new ObjectNotFound('nothing at the key', { cause: error })
    if (isBadRange(error)) throw new RangeError('the range starts past the last byte', { cause: error })
    throw asUnavailable(error)
  }
}
