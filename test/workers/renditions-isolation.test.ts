import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withWorkFolder } from '#server/platform/work-folder'
import { profiles } from '#server/renditions/profiles'
import { closeImagePool, makeStillsApart } from '#workers/renditions/image/image-pool'
import { runTool } from '#workers/renditions/run-tool'
import { makeJpeg, makePdf } from '../support/media.ts'

const signal = new AbortController().signal
const limits = { memoryKib: 2_097_152, cpuSeconds: 20, wallMs: 20_000, outputBytes: 1_000_000 }
const asRoot = process.getuid?.() === 0
let outside: string

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'renditions-isolation-test-'))
})
afterEach(async () => {
  await closeImagePool()
  await rm(outside, { recursive: true, force: true })
})

/** Makes stills of one photo in a work folder. */
async function makeOne(timeoutMs?: number) {
  return withWorkFolder(async folder => {
    const file = join(folder, 'original')
    await writeFile(file, await makeJpeg({ width: 2400, height: 1600 }))
    return makeStillsApart({ file, sizes: profiles.image.sizes, folder }, signal, timeoutMs)
  })
}

describe('decoders', () => {
  it('are killed when a picture takes too long, and the next picture is made', async () => {
    await expect(makeOne(1)).rejects.toMatchObject({ name: 'PermanentFault', failure: 'took-too-long' })
    expect((await makeOne()).stills.map(still => still.name)).toEqual(['web', 'preview', 'thumb'])
  })

  it('make more pictures at once than there are decoders, each of them', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => makeOne()))
    expect(made.map(one => one.stills.length)).toEqual([3, 3, 3, 3, 3, 3])
  })

  it('tell a tool that hangs or floods from a file that is broken', async () => {
    await withWorkFolder(async folder => {
      const file = join(folder, 'text.pdf')
      await writeFile(
        file,
        await makePdf(Array.from({ length: 40 }, (_, page) => `Trang ${page + 1}: ${'núi Bà Đen '.repeat(4)}`)),
      )
      const read = (change: Partial<typeof limits>) =>
        runTool('pdftotext', [file, '-'], { folder, limits: { ...limits, ...change }, signal })
      expect((await read({})).code).toBe(0)
      await expect(read({ outputBytes: 100 })).rejects.toMatchObject({ failure: 'file-too-large' })
      await expect(read({ wallMs: 0 })).rejects.toMatchObject({ failure: 'took-too-long' })
    })
  })

  it.skipIf(!asRoot)('read nothing that only root may read (needs root)', async () => {
    const secret = join(outside, 'secret')
    await writeFile(secret, await makeJpeg({ width: 400, height: 300 }))
    await chmod(outside, 0o755)
    await withWorkFolder(async folder => {
      await copyFile(secret, join(folder, 'open'))
      await chmod(join(folder, 'open'), 0o444)
      await chmod(secret, 0o600)
      const make = (file: string) => makeStillsApart({ file, sizes: profiles.image.sizes, folder }, signal)
      await expect(make(secret)).rejects.toThrow()
      expect((await make(join(folder, 'open'))).stills).toHaveLength(3)
      const pdf = join(outside, 'secret.pdf')
      await writeFile(pdf, await makePdf(['Mật']), { mode: 0o600 })
      expect((await runTool('pdfinfo', [pdf], { folder, limits, signal })).code).not.toBe(0)
    })
  })
})
