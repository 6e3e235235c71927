import { describe, expect, it } from 'vitest'
import { emptyDraft } from '../articles/metadata-draft.ts'
import { emptyQueue, nextToSend, type Queue, type QueueEvent, reduceQueue, titleOf, totals } from './upload-queue.ts'

const batch = emptyDraft('2026-11-23', 'bao')
const file = (id: string, size = 1000) => ({ id, name: `${id}.jpg`, size, modified: 1 })
const run = (...events: QueueEvent[]): Queue => events.reduce(reduceQueue, emptyQueue)
const state = (queue: Queue, id: string) => queue.items.find(item => item.id === id)?.state
const sent = (...ids: string[]): QueueEvent[] => [
  { type: 'added', files: ids.map(id => file(id)) },
  { type: 'released', batch },
]
const refused = (cure: 'again' | 'form' | 'none'): QueueEvent => ({
  type: 'refused',
  id: 'a',
  refusal: { key: 'internal', cure, detail: null },
})

describe('upload queue', () => {
  it('keeps files in the list until the person sends them', () => {
    const queue = run({ type: 'added', files: [file('a')] })
    expect(state(queue, 'a')).toBe('staged')
    expect(nextToSend(queue, 2)).toEqual([])
  })
  it('sends two at once and holds the third', () => {
    let queue = run(...sent('a', 'b', 'c'))
    expect(nextToSend(queue, 2).map(item => item.id)).toEqual(['a', 'b'])
    queue = reduceQueue(queue, { type: 'began', id: 'a', at: 0 })
    queue = reduceQueue(queue, { type: 'began', id: 'b', at: 0 })
    expect(nextToSend(queue, 2)).toEqual([])
    queue = reduceQueue(queue, { type: 'accepted', id: 'a', assetId: 'x' })
    expect(nextToSend(queue, 2).map(item => item.id)).toEqual(['c'])
  })
  it('starts nothing new while it is paused', () => {
    const queue = run(...sent('a'), { type: 'paused', paused: true })
    expect(nextToSend(queue, 2)).toEqual([])
    expect(nextToSend(reduceQueue(queue, { type: 'paused', paused: false }), 2)).toHaveLength(1)
  })
  it('lists a file that is dropped twice only once', () => {
    const queue = run(
      { type: 'added', files: [file('a'), { ...file('a'), id: 'b' }] },
      { type: 'added', files: [{ ...file('a'), id: 'c' }] },
    )
    expect(queue.items).toHaveLength(1)
  })
  it('refuses an empty file without asking the hub', () => {
    const queue = run({ type: 'added', files: [file('a', 0)] }, { type: 'released', batch })
    expect(queue.items[0]).toMatchObject({ state: 'refused', refusal: { key: 'empty' } })
  })
  it('keeps the words of the batch as they were when it was sent', () => {
    const queue = run(
      ...sent('a'),
      { type: 'added', files: [file('b')] },
      { type: 'released', batch: { ...batch, creator: 'Khác' } },
    )
    expect(queue.items.map(item => item.batch?.creator)).toEqual(['', 'Khác'])
  })
  it('goes from sending over processing to ready', () => {
    const queue = run(
      ...sent('a'),
      { type: 'began', id: 'a', at: 0 },
      { type: 'accepted', id: 'a', assetId: 'x' },
      { type: 'processed', id: 'a', file: 'processing', progress: 40, failure: null },
    )
    expect(queue.items[0]).toMatchObject({ state: 'processing', progress: 40, assetId: 'x', sent: 1000 })
    expect(
      state(reduceQueue(queue, { type: 'processed', id: 'a', file: 'ready', progress: 100, failure: null }), 'a'),
    ).toBe('ready')
  })
  it('drops an answer that comes after the file was sent again', () => {
    const queue = run(...sent('a'), { type: 'began', id: 'a', at: 0 }, { type: 'interrupted', id: 'a', retryAt: 5 })
    expect(state(reduceQueue(queue, { type: 'accepted', id: 'a', assetId: 'x' }), 'a')).toBe('interrupted')
  })
  it('sends an interrupted file again from the start with the same words', () => {
    const queue = run(
      ...sent('a'),
      { type: 'began', id: 'a', at: 0 },
      { type: 'moved', id: 'a', sent: 500, at: 1000 },
      { type: 'interrupted', id: 'a', retryAt: 5 },
      { type: 'retried', id: 'a' },
    )
    expect(queue.items[0]).toMatchObject({ state: 'waiting', sent: 0, batch })
  })
  it('takes a file back to the form when its words were refused, and never retries one that cannot pass', () => {
    const begun = [...sent('a'), { type: 'began', id: 'a', at: 0 } as const]
    expect(state(run(...begun, refused('form'), { type: 'retried', id: 'a' }), 'a')).toBe('staged')
    expect(state(run(...begun, refused('again'), { type: 'retried', id: 'a' }), 'a')).toBe('waiting')
    expect(state(run(...begun, refused('none'), { type: 'retried', id: 'a' }), 'a')).toBe('refused')
  })
  it('adds up bytes, speed and time left without what was refused', () => {
    const queue = run(
      ...sent('a', 'b'),
      { type: 'added', files: [file('leer', 0)] },
      { type: 'began', id: 'a', at: 0 },
      { type: 'moved', id: 'a', sent: 500, at: 1000 },
    )
    expect(totals(queue)).toMatchObject({
      files: 2,
      bytes: 2000,
      sent: 500,
      percent: 25,
      perSecond: 500,
      secondsLeft: 3,
      active: true,
      troubled: 1,
    })
  })
  it('says nothing of the time left before it has measured', () => {
    expect(totals(run(...sent('a'), { type: 'began', id: 'a', at: 0 })).secondsLeft).toBeNull()
  })
  it('smooths the speed', () => {
    const queue = run(
      ...sent('a'),
      { type: 'began', id: 'a', at: 0 },
      { type: 'moved', id: 'a', sent: 100, at: 1000 },
      { type: 'moved', id: 'a', sent: 900, at: 2000 },
    )
    expect(queue.items[0]?.rate.perSecond).toBeCloseTo(100 * 0.7 + 800 * 0.3)
  })
  it('makes a title of a file name', () => {
    expect(titleOf('Le_hoi  Núi Bà.JPG')).toBe('Le hoi Núi Bà')
    expect(titleOf('.jpg')).toBe('.jpg')
  })
})
