import { createHmac } from 'node:crypto'
import type { Readable } from 'node:stream'

/**
 * The value of `x-superdesk-signature`: `sha1=` and the hexadecimal HMAC-SHA1 of the exact bytes of the body under the shared key. That
 * is what Superdesk's receivers compare; TLS is what protects the channel.
 */
export function superdeskSignature(key: string, body: Buffer): string {
  return `sha1=${createHmac('sha1', key).update(body).digest('hex')}`
}

/** As superdeskSignature, of bytes that are read once for it and held nowhere. */
export async function streamedSignature(key: string, body: AsyncIterable<Buffer> | Readable): Promise<string> {
  const mac = createHmac('sha1', key)
  for await (const chunk of body) mac.update(chunk as Buffer)
  return `sha1=${mac.digest('hex')}`
}
