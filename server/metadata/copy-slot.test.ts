import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { copySlots, withCopySlot } from './copy-slot.ts'

const tebibyte = 2 ** 40
const roomy = { space: async () => ({ free: tebibyte, total: tebibyte, floor: 0 }) }

it('makes four copies at once, keeps a few more waiting and sends the rest away', async () => {
  const ends: (() => void)[] = []
  let [now, most] = [0, 0]
  const copy = () =>
    withCopySlot(roomy, 1000, async () => {
      now += 1
      most = Math.max(most, now)
      await new Promise<void>(resolve => ends.push(resolve))
      now -= 1
    })
  const all = Array.from({ length: copySlots.running + copySlots.waiting }, copy)
  await expect(copy()).rejects.toMatchObject({ key: 'too-busy' })
  for (let ended = 0; ended < all.length; ) {
    await expect.poll(() => ends.length).toBeGreaterThan(0)
    ended += ends.length
    for (const end of ends.splice(0)) end()
  }
  await Promise.all(all)
  expect(most).toBe(4)
})

it('writes nothing where the store has only the space that uploads must find', async () => {
  let worked = false
  const work = async () => {
    worked = true
  }
  const tight = { space: async () => ({ free: 10_000_000, total: tebibyte, floor: 9_999_000 }) }
  await expect(withCopySlot(tight, 1001, work)).rejects.toMatchObject({ name: 'StoreUnavailable', full: true })
  expect(worked).toBe(false)
  await withCopySlot(tight, 1000, work)
  expect(worked).toBe(true)
})

it('counts what the copies under way will still take of the temporary folder', async () => {
  const { bavail, bsize } = await statfs(tmpdir())
  const third = Math.floor((bavail * bsize) / 3)
  const ends: (() => void)[] = []
  const first = withCopySlot(roomy, third, () => new Promise<void>(resolve => ends.push(resolve)))
  await expect.poll(() => ends.length).toBe(1)
  await expect(withCopySlot(roomy, third, async () => {})).rejects.toMatchObject({ full: true })
  ends[0]?.()
  await first
})
