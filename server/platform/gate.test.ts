import { expect, it } from 'vitest'
import { createGate } from './gate.ts'

it('runs two, keeps one waiting and sends the rest away', async () => {
  const gate = createGate(2, 1)
  const ends: (() => void)[] = []
  let most = 0
  let now = 0
  const work = () =>
    gate(async () => {
      most = Math.max(most, ++now)
      await new Promise<void>(resolve => ends.push(resolve))
      now--
      return 'done'
    })
  const calls = [work(), work(), work()]
  await expect(work()).rejects.toMatchObject({ key: 'too-busy' })
  while (ends.length > 0) {
    ends.shift()?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  expect(await Promise.all(calls)).toEqual(['done', 'done', 'done'])
  expect(most).toBe(2)
})

it('gives the place back when the work fails', async () => {
  const gate = createGate(1, 0)
  await expect(gate(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await gate(async () => 'next')).toBe('next')
})

it('sends away who has waited too long, and forgets it: the place goes to who still waits', async () => {
  const gate = createGate(1, 5, 20)
  const ends: (() => void)[] = []
  const first = gate(() => new Promise<void>(resolve => ends.push(resolve)))
  await expect(gate(async () => 'late')).rejects.toMatchObject({ key: 'too-busy' })
  const second = gate(async () => 'second')
  ends[0]?.()
  await first
  expect(await second).toBe('second')
  expect(await gate(async () => 'third')).toBe('third')
})
