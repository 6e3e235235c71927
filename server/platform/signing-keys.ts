import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto'
import { link, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from './new-id.ts'
import { writeDurably } from './write-durably.ts'

export type PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; use: 'sig'; alg: 'EdDSA' }
export type SigningKeys = {
  /** RFC 7638 thumbprint of the key that signs. */
  kid: string
  /** An ed25519 signature (64 bytes) over `data`. */
  sign(data: Buffer): Buffer
  /** What stands at /.well-known/hub-keys.json: the key that signs and, during a rotation, the one before it. */
  jwks: { keys: PublicJwk[] }
}

/**
 * The hub's ed25519 key, `<dataDir>/secrets/signing-key.pem` (0600), made at the first start: processes that start together agree on
 * one. To rotate, move it to `signing-key.previous.pem` and start again: both are published, the new one signs.
 */
export async function signingKeys(dataDir: string): Promise<SigningKeys> {
  const directory = join(dataDir, 'secrets')
  const file = join(directory, 'signing-key.pem')
  const pem = (await readIfThere(file)) ?? (await makeKey(directory, file))
  const current = createPrivateKey(pem)
  const previous = await readIfThere(join(directory, 'signing-key.previous.pem'))
  const keys = [current, ...(previous ? [createPrivateKey(previous)] : [])].map(publicJwk)
  return { kid: keys[0]!.kid, sign: data => sign(null, data, current), jwks: { keys } }
}

async function makeKey(directory: string, file: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const mine = `${file}.${newId()}`
  await writeDurably(mine, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
  try {
    // link refuses where a name is taken: whoever comes first wins, and the file is whole from its first moment.
    await link(mine, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(mine, { force: true })
  }
  return readFile(file, 'utf8')
}

function publicJwk(key: KeyObject): PublicJwk {
  const { x } = createPublicKey(key).export({ format: 'jwk' }) as JsonWebKey & { x: string }
  // RFC 7638 §3.2: the required members in code-point order, without white space.
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' }
}

function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}
