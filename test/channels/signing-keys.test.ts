import { createPublicKey, verify } from 'node:crypto'
import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signingKeys } from '#server/platform/signing-keys'

describe('the signing key', () => {
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-keys-'))
  })
  afterAll(() => rm(dir, { recursive: true }))

  it('is made once, also by processes that start together, and only its owner reads it', async () => {
    const kids = (await Promise.all([1, 2, 3, 4].map(() => signingKeys(dir)))).map(keys => keys.kid)
    expect(new Set(kids).size).toBe(1)
    expect((await stat(join(dir, 'secrets/signing-key.pem'))).mode & 0o777).toBe(0o600)
  })

  it('signs what the published key verifies, and a rotation publishes both', async () => {
    const before = await signingKeys(dir)
    await rename(join(dir, 'secrets/signing-key.pem'), join(dir, 'secrets/signing-key.previous.pem'))
    const after = await signingKeys(dir)
    expect(after.jwks.keys.map(key => key.kid)).toEqual([after.kid, before.kid])
    const data = Buffer.from('signed')
    const publicKey = createPublicKey({ key: after.jwks.keys[0]!, format: 'jwk' })
    expect(verify(null, data, publicKey, after.sign(data))).toBe(true)
    expect(verify(null, data, publicKey, before.sign(data))).toBe(false)
  })
})
