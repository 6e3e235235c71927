import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenIdConfig } from '#server/platform/open-id-config'
import type { Outbound } from '#server/platform/outbound-fetch'
import { readClaims } from './open-id-tokens.ts'

const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicPem = own.publicKey.export({ type: 'spki', format: 'pem' })
const now = Math.floor(Date.now() / 1000)
const good = {
  ...{ iss: 'https://id.test', aud: 'hub', sub: 'u1', nonce: 'n1', iat: now, exp: now + 60 },
  ...{ email: 'an@x.test', email_verified: true, name: 'An' },
}
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
function token(claims: object, key: KeyObject = own.privateKey, alg = 'RS256'): string {
  const text = `${part({ alg, kid: 'k1', typ: 'JWT' })}.${part(claims)}`
  if (alg === 'none') return `${text}.`
  const signature =
    alg === 'HS256' ? createHmac('sha256', publicPem).update(text).digest() : sign('RSA-SHA256', Buffer.from(text), key)
  return `${text}.${signature.toString('base64url')}`
}
function read(idToken: string, nonce: string | undefined = 'n1', userInfo?: object) {
  const config = {
    ...{ issuer: 'https://id.test', clientId: 'hub', clientSecret: 'x'.repeat(16), name: 'SSO' },
    ...{ authorizationUrl: 'https://id.test/a', tokenUrl: 'https://id.test/t', jwksUrl: 'https://id.test/jwks' },
    userInfoUrl: userInfo ? 'https://id.test/me' : null,
  } satisfies OpenIdConfig
  const jwks = { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] }
  const outbound: Outbound = {
    async fetch(url) {
      const body = Buffer.from(JSON.stringify(url === config.jwksUrl ? jwks : userInfo))
      return { status: 200, headers: {}, body }
    },
    stream: () => Promise.reject(new Error('nothing is streamed here')),
    close: async () => {},
  }
  return readClaims(outbound, config, { idToken, accessToken: 'a', nonce })
}

describe('an ID token', () => {
  it('whose signature, issuer, audience, times and nonce hold says who signs in', async () => {
    expect(await read(token(good))).toEqual({ sub: 'u1', email: 'an@x.test', emailVerified: true, name: 'An' })
  })

  it.each([
    ['with another nonce', token(good), 'n2'],
    ['where no nonce was sent', token({ ...good, nonce: '' }), ''],
    ['without a nonce', token({ ...good, nonce: undefined })],
    ['signed by another key', token(good, other.privateKey)],
    ['without a signature', token(good, own.privateKey, 'none')],
    ['signed with the public key as a password', token(good, own.privateKey, 'HS256')],
    ['of another issuer', token({ ...good, iss: 'https://evil.test' })],
    ['for another client', token({ ...good, aud: 'other' })],
    ['for several clients, made for another', token({ ...good, aud: ['hub', 'other'], azp: 'other' })],
    ['that has expired', token({ ...good, exp: now - 60 })],
    ['without an end', token({ ...good, exp: undefined })],
    ['without a subject', token({ ...good, sub: undefined })],
    ['that is none', 'x.y.z'],
  ])('%s is refused', async (...[, idToken, nonce = 'n1']) => {
    await expect(read(idToken, nonce)).rejects.toThrow()
  })

  it('without a word on the e-mail counts as unverified', async () => {
    const claims = await read(token({ ...good, email_verified: undefined }))
    expect(claims.emailVerified).toBe(false)
  })

  it('is completed from userinfo, which must be about the same subject', async () => {
    const bare = token({ ...good, email: undefined, email_verified: undefined })
    const claims = await read(bare, 'n1', { sub: 'u1', email: 'an@x.test', email_verified: true })
    expect(claims).toMatchObject({ email: 'an@x.test', emailVerified: true })
    await expect(read(bare, 'n1', { sub: 'u2', email: 'an@x.test', email_verified: true })).rejects.toThrow(
      /somebody else/,
    )
  })
})
