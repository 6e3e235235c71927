import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lockDataDir } from '#server/platform/data-dir-lock'

it('gives a data directory to one hub at a time, by whatever path it is named', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'hub-lock-'))
  const dir = join(parent, 'data')
  const first = await lockDataDir(dir)
  await symlink(dir, join(parent, 'other-name'))
  expect(first).not.toBeNull()
  expect(await lockDataDir(join(parent, 'other-name'))).toBeNull()
  await first?.release()
  const again = await lockDataDir(dir)
  expect(again).not.toBeNull()
  await again?.release()
  await rm(parent, { recursive: true })
})
