import { expect, it } from 'vitest'
import { partBuffers } from './part-buffers.ts'

const settled = async (promise: Promise<unknown>) => {
  const pending = Symbol('pending')
  await new Promise(setImmediate)
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}

it('gives every put one buffer at once, however many others hold all that is shared', async () => {
  const open = partBuffers({ size: 8, most: 3, shared: 2 })
  const greedy = open()
  for (let i = 0; i < 3; i += 1) expect(await settled(greedy.take())).toBe(true)
  for (let i = 0; i < 20; i += 1) expect(await settled(open().take())).toBe(true)
})

it('lets a put wait for its own parts, or for shared ones that others give back', async () => {
  const open = partBuffers({ size: 8, most: 3, shared: 2 })
  const [first, second] = [open(), open()]
  const mine = [await first.take(), await first.take(), await first.take()]
  const fourth = first.take()
  const own = await second.take()
  const extra = second.take()
  expect(await settled(fourth)).toBe(false)
  expect(await settled(extra)).toBe(false)
  second.give(own)
  expect(await extra).toBe(own)
  const another = second.take()
  expect(await settled(another)).toBe(false)
  first.give(mine[0]!)
  expect(await settled(fourth)).toBe(true)
  first.drop()
  expect(await settled(another)).toBe(true)
})

it('fills the same memory again, never what a broken line may still read, and frees it when nobody holds any', async () => {
  const open = partBuffers({ size: 8, most: 2, shared: 2 })
  const [put, other] = [open(), open()]
  await other.take()
  const buffer = await put.take()
  put.give(buffer)
  expect(await put.take()).toBe(buffer)
  put.drop()
  const fresh = await put.take()
  expect(fresh).not.toBe(buffer)
  put.give(fresh)
  other.drop()
  expect(await put.take()).not.toBe(fresh)
})
