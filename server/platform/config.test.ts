import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('the configuration', () => {
  it('needs nothing: loopback, embedded database, files in the data directory', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 3000,
      bind: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      database: { kind: 'embedded' },
    })
    expect(config.store).toEqual({
      kind: 'filesystem',
      directory: `${config.dataDir}/store`,
      minFreeBytes: 1_073_741_824,
    })
  })
  it('names every bad variable at once', () => {
    const wrong = () => readConfig({ HUB_PORT: 'x', HUB_BIND: 'everywhere', HUB_ADMIN_PASSWORD: 'short' })
    expect(wrong).toThrow(ConfigError)
    expect(wrong).toThrow(/HUB_PORT[\s\S]*HUB_BIND[\s\S]*HUB_ADMIN_PASSWORD/)
  })
  it('does not listen beyond loopback without TLS unless told to', () => {
    expect(() => readConfig({ HUB_BIND: '0.0.0.0' })).toThrow(/HUB_PUBLIC_URL/)
    expect(readConfig({ HUB_BIND: '0.0.0.0', HUB_ALLOW_HTTP: '1' }).bind).toBe('0.0.0.0')
    expect(readConfig({ HUB_BIND: '0.0.0.0', HUB_PUBLIC_URL: 'https://hub.example/' }).publicUrl).toBe(
      'https://hub.example',
    )
  })
  it('takes S3 whole or not at all', () => {
    expect(() => readConfig({ S3_ENDPOINT: 'http://127.0.0.1:7070' })).toThrow(/S3_BUCKET[\s\S]*S3_SECRET_ACCESS_KEY/)
  })
  it('takes single sign-on whole or not at all, and over https beyond this machine', () => {
    const whole = {
      HUB_OIDC_ISSUER: 'https://id.test',
      HUB_OIDC_AUTHORIZATION_URL: 'https://id.test/auth',
      HUB_OIDC_TOKEN_URL: 'https://id.test/token',
      HUB_OIDC_JWKS_URL: 'https://id.test/jwks',
      HUB_OIDC_CLIENT_ID: 'hub',
      HUB_OIDC_CLIENT_SECRET: 'mot-bi-mat-du-dai',
      HUB_OIDC_NAME: 'Đăng nhập tỉnh',
    }
    expect(readConfig({}).openId).toBeNull()
    expect(readConfig(whole).openId).toMatchObject({ issuer: 'https://id.test', userInfoUrl: null })
    expect(() => readConfig({ HUB_OIDC_ISSUER: 'https://id.test', HUB_OIDC_NAME: 'x' })).toThrow(
      /AUTHORIZATION_URL[\s\S]*TOKEN_URL[\s\S]*JWKS_URL[\s\S]*CLIENT_ID[\s\S]*CLIENT_SECRET/,
    )
    expect(() => readConfig({ ...whole, HUB_OIDC_NAME: '' })).toThrow(/HUB_OIDC_NAME/)
    expect(() => readConfig({ ...whole, HUB_OIDC_TOKEN_URL: 'http://id.test/token' })).toThrow(/must be https/)
    expect(readConfig({ ...whole, HUB_OIDC_TOKEN_URL: 'http://127.0.0.1:9000/token' }).openId).not.toBeNull()
  })
  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', HUB_PORT: '' }).database.kind).toBe('embedded')
  })
})
