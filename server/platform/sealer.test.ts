import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSealer } from './sealer.ts'

describe('a sealed credential', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-sealer-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is read again by this hub, also after a restart, and never looks the same twice', async () => {
    const sealed = (await openSealer(folder)).seal('mật khẩu của cổng')
    const again = await openSealer(folder)
    expect(again.open(sealed)).toBe('mật khẩu của cổng')
    expect(again.seal('mật khẩu của cổng')).not.toBe(sealed)
  })
  it('is opened neither by another hub nor after a change', async () => {
    const sealer = await openSealer(folder)
    const sealed = sealer.seal('mật khẩu')
    const other = await openSealer(join(folder, 'other'))
    expect(() => other.open(sealed)).toThrow()
    const [version, nonce, tag, data] = sealed.split('.')
    expect(() => sealer.open([version, nonce, tag, `A${data!.slice(1)}`].join('.'))).toThrow()
    expect(() => sealer.open('v1.a.b.c')).toThrow()
  })
})
