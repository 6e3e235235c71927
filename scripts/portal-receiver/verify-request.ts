import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { createVerifier, httpbis } from 'http-message-signatures'
import { isInnerList, type Parameters, parseDictionary } from 'structured-headers'
import type { NonceBook } from './nonce-book.ts'
import { Problem } from './problem.ts'

export type Jwks = { keys: (JsonWebKey & { kid?: string })[] }
/** Where the public keys are: the hub's `/.well-known/hub-keys.json`, fetched or read from a file. */
export type KeySource = () => Promise<Jwks>

/** Clocks differ a little; signatures live at most 300 s. */
const skewSeconds = 60
const lifetimeSeconds = 300

/**
 * Checks the HTTP Message Signature (RFC 9421) of a request before its body is read; `covered` is what must be signed. Answers who
 * sent it (the hub's address: the part of `keyid` before `#`; after it stands the key's `kid`). Throws a 401 problem.
 */
export async function verifyRequest(
  request: IncomingMessage,
  targetUri: string,
  covered: readonly string[],
  deps: { keys: KeySource; nonces: NonceBook },
): Promise<string> {
  const parameters = readSignatureInput(request, covered)
  const created = number(parameters, 'created')
  const expires = number(parameters, 'expires')
  const now = Date.now() / 1000
  if (created > now + skewSeconds || expires < now || expires - created > lifetimeSeconds)
    throw refused('the signature is not of this time')
  if (parameters.get('alg') !== 'ed25519' || parameters.get('tag') !== 'hub-push')
    throw refused('alg must be ed25519 and tag hub-push')
  const nonce = text(parameters, 'nonce')
  const [source, kid] = text(parameters, 'keyid').split('#')
  const jwk = (await deps.keys()).keys.find(key => key.kid === kid)
  if (!source || !jwk) throw refused('unknown key')
  await checkSignature(request, targetUri, jwk)
  // Only after the signature holds: otherwise anyone could use up nonces.
  if (!(await deps.nonces.take(nonce, expires))) throw refused('this request was seen before')
  return source
}

/** Exactly one signature, and it covers whole components: `"content-digest";key="x"` would sign less than it seems. */
function readSignatureInput(request: IncomingMessage, covered: readonly string[]): Parameters {
  const entries = [...parse(String(request.headers['signature-input'] ?? '')).values()]
  const input = entries[0]
  if (entries.length !== 1 || !input || !isInnerList(input)) throw refused('one signature is needed')
  const names = input[0].filter(([, parameters]) => parameters.size === 0).map(([name]) => String(name))
  const missing = covered.filter(name => !names.includes(name))
  if (missing.length > 0) throw refused(`the signature does not cover ${missing.join(', ')}`)
  return input[1]
}

function parse(header: string): ReturnType<typeof parseDictionary> {
  try {
    return parseDictionary(header)
  } catch {
    throw refused('Signature-Input cannot be read')
  }
}

async function checkSignature(request: IncomingMessage, url: string, jwk: JsonWebKey): Promise<void> {
  const verify = createVerifier(createPublicKey({ key: jwk, format: 'jwk' }), 'ed25519')
  const message = { method: request.method ?? '', url, headers: request.headers as Record<string, string | string[]> }
  const good = await httpbis
    .verifyMessage({ keyLookup: async () => ({ algs: ['ed25519'], verify }), tolerance: skewSeconds }, message)
    .catch(() => false)
  if (!good) throw refused('the signature is wrong')
}

/** Checks `Content-Digest` (RFC 9530) over the exact bytes; answers their SHA-256 in hex. Throws 422 digest-mismatch. */
export function verifyContentDigest(request: IncomingMessage, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest()
  if (digestOf(request.headers['content-digest']) !== hash.toString('hex')) {
    throw new Problem(422, 'digest-mismatch', 'Content-Digest differs from the bytes that came.')
  }
  return hash.toString('hex')
}

/** The SHA-256 of a `Content-Digest` or `Repr-Digest` header, in hex; null where there is none. */
export function digestOf(header: string | string[] | undefined): string | null {
  const value = parse(String(header ?? '')).get('sha-256')?.[0]
  return value instanceof ArrayBuffer ? Buffer.from(value).toString('hex') : null
}

const refused = (detail: string) => new Problem(401, 'signature', detail)

function number(parameters: Parameters, name: string): number {
  const value = parameters.get(name)
  if (typeof value !== 'number') throw refused(`${name} is missing`)
  return value
}

function text(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (typeof value !== 'string' || value === '') throw refused(`${name} is missing`)
  return value
}
