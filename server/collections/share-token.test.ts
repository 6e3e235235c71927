import { describe, expect, it } from 'vitest'
import { hashShareToken, newShareToken, readPass, writePass } from './share-token.ts'

const link = { shareId: 'a', passwordHash: '$argon2id$x', secret: 's' }

describe('what lets a visitor through a link', () => {
  it('is a token of 256 bits of which only the hash is kept', () => {
    const { token, hash } = newShareToken()
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect(hash).toBe(hashShareToken(token))
    expect(hash).not.toContain(token.slice(0, 8))
  })

  it('is a pass that ends by itself', () => {
    const pass = writePass({ ...link, until: 1000 })
    expect(readPass(pass, { ...link, now: 999 })).toBe(true)
    expect(readPass(pass, { ...link, now: 1000 })).toBe(false)
  })

  it('is no pass of another link, another password, another hub, or of later', () => {
    const pass = writePass({ ...link, until: 1000 })
    expect(readPass(pass, { ...link, shareId: 'b', now: 1 })).toBe(false)
    expect(readPass(pass, { ...link, passwordHash: '$argon2id$y', now: 1 })).toBe(false)
    expect(readPass(pass, { ...link, secret: 't', now: 1 })).toBe(false)
    expect(readPass(pass.replace('1000', '9000'), { ...link, now: 1 })).toBe(false)
    expect(readPass('1000.', { ...link, now: 1 })).toBe(false)
    expect(readPass('', { ...link, now: 1 })).toBe(false)
  })
})
