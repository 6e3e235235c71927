import { createHash } from 'node:crypto'
import { httpbis } from 'http-message-signatures'
import { newId } from '#server/platform/new-id'
import type { SigningKeys } from '#server/platform/signing-keys'

export type UnsignedRequest = { method: string; url: string; headers: Record<string, string> }

const lifetimeMs = 300_000
/** The headers that are signed wherever they are there. */
const signable = ['content-type', 'content-digest', 'repr-digest', 'upload-offset', 'idempotency-key']

/**
 * Adds an HTTP Message Signature (RFC 9421, ed25519) over method, address and those headers that say what the request does. Each
 * signature has a nonce and lives 300 s. `keyid` is the hub's public address, `#` and the key's thumbprint. `now` is the real time.
 */
export async function signRequest(
  request: UnsignedRequest,
  signer: { keys: SigningKeys; publicUrl: string },
  now: Date,
): Promise<Record<string, string>> {
  const fields = ['@method', '@target-uri', ...signable.filter(name => name in request.headers)]
  const signed = await httpbis.signMessage(
    {
      key: { id: `${signer.publicUrl}#${signer.keys.kid}`, alg: 'ed25519', sign: async data => signer.keys.sign(data) },
      fields,
      params: ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'],
      paramValues: { created: now, expires: new Date(now.getTime() + lifetimeMs), nonce: newId(), tag: 'hub-push' },
    },
    request,
  )
  return signed.headers as Record<string, string>
}

/** `sha-256=:<base64>:` over exact bytes: the value of Content-Digest and Repr-Digest (RFC 9530). */
export function digestHeader(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`
}

/** 64 lowercase hexadecimal digits. */
export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
