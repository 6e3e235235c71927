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
    expect(config.store).toEqual({ kind: 'filesystem', directory: `${config.dataDir}/store` })
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
  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', HUB_PORT: '' }).database.kind).toBe('embedded')
  })
})
