import { createHash } from 'node:crypto'
import type { S3Client } from '@aws-sdk/client-s3'

/** Object metadata that says whose bytes stand at a key when an answer was lost on the way. */
export const putMark = 'put-id'

type Input = { Body?: unknown; Metadata?: Record<string, string>; PartNumber?: number; ChecksumSHA256?: string }
type Digest = { put: string; part: number; sha256: Buffer }
export type PutDigests = {
  /** The digests of a put's parts in order; forgets the put. */
  take(put: string): readonly Buffer[]
  /** What ended a part of the put for good, or undefined: nothing more need be read of its stream then. */
  failureOf(put: string): unknown
}

/**
 * Gives each body that a client sends its SHA-256, computed once: as the checksum that the server is to compare and keep
 * (`x-amz-checksum-sha256`), and as the payload hash that the signature covers. Notes the digests by put, for `expectedChecksum`.
 * Bytes that change on the way are refused by the server, and sent again.
 */
export function noteDigests(client: S3Client): PutDigests {
  const noted: Digest[] = []
  const failed = new Map<string, unknown>()
  client.middlewareStack.add(
    next => async args => {
      const input = args.input as Input
      if (!(input.Body instanceof Uint8Array)) return next(args)
      const sha256 = createHash('sha256').update(input.Body).digest()
      input.ChecksumSHA256 = sha256.toString('base64')
      const put = input.Metadata?.[putMark]
      if (put) noted.push({ put, part: input.PartNumber ?? 1, sha256 })
      try {
        return await next(args)
      } catch (error) {
        if (put) failed.set(put, error)
        throw error
      }
    },
    { step: 'initialize', name: 'hubDigests' },
  )
  client.middlewareStack.add(
    next => args => {
      const headers = (args.request as { headers?: Record<string, string> }).headers
      const sent = headers?.['x-amz-checksum-sha256']
      // The signer takes what is there instead of hashing the same bytes once more.
      if (headers && sent) headers['x-amz-content-sha256'] = Buffer.from(sent, 'base64').toString('hex')
      return next(args)
    },
    { step: 'build', priority: 'low', name: 'hubPayloadHash' },
  )
  return {
    take(put) {
      const mine = noted.filter(digest => digest.put === put).sort((a, b) => a.part - b.part)
      for (const digest of mine) noted.splice(noted.indexOf(digest), 1)
      failed.delete(put)
      return mine.map(digest => digest.sha256)
    },
    failureOf: put => failed.get(put),
  }
}

/**
 * Whether the SHA-256 that the server keeps of an object is that of what was sent: base64 of the whole, or of the parts' digests one
 * after the other with `-<parts>` (the S3 API's COMPOSITE). Null where the server says none, or none that can be compared.
 */
export function agreesWith(
  said: { ChecksumSHA256?: string; ChecksumType?: string },
  whole: string,
  parts: readonly Buffer[],
): boolean | null {
  const [digest, count] = said.ChecksumSHA256?.split('-') ?? []
  if (!digest) return null
  if (digest === Buffer.from(whole, 'hex').toString('base64')) return true
  if (count === undefined && said.ChecksumType !== 'COMPOSITE') return false
  const composite = createHash('sha256').update(Buffer.concat(parts)).digest('base64')
  return digest === composite && (count === undefined || Number(count) === parts.length)
}
