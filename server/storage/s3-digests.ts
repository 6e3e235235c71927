import { createHash } from 'node:crypto'
import type { S3Client } from '@aws-sdk/client-s3'

/**
 * Lets the signature of a body cover the SHA-256 that goes with it as `x-amz-checksum-sha256`, so that the same bytes are not hashed
 * twice. The server compares it (SigV4), and bytes that change on the way are refused and sent again.
 */
export function signChecksums(client: S3Client): void {
  client.middlewareStack.add(
    next => args => {
      const headers = (args.request as { headers?: Record<string, string> }).headers
      const sent = headers?.['x-amz-checksum-sha256']
      // The signer takes what is there instead of hashing.
      if (headers && sent) headers['x-amz-content-sha256'] = Buffer.from(sent, 'base64').toString('hex')
      return next(args)
    },
    { step: 'build', priority: 'low', name: 'hubPayloadHash' },
  )
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
