import { describe, expect, it } from 'vitest'
import { emptyDraft } from '../articles/metadata-draft.ts'
import { totals } from './queue-totals.ts'
import type { Refusal } from './refusal.ts'
import { offReason } from './send-readiness.ts'
import { titleOf, uploadIdOf } from './upload-item.ts'
import {
  emptyQueue,
  type FoundUpload,
  nextToSend,
  type Queue,
  type QueueEvent,
  reduceQueue,
  rowOf,
} from './upload-queue.ts'

const batch = emptyDraft('2026-11-23', 'bao')
const file = (id: string, size = 1000) => ({ id, name: `${id}.jpg`, folder: '', size, modified: 1 })
const run = (...events: QueueEvent[]): Queue => events.reduce(reduceQueue, emptyQueue)
const state = (queue: Queue, id: string) => queue.items.find(item => item.id === id)?.state
const sent = (...ids: string[]): QueueEvent[] => [
  { type: 'added', files: ids.map(id => file(id)) },
  { type: 'released', batch },
]
const began = (id = 'a'): QueueEvent => ({ type: 'began', id, at: 0 })
const moved = (bytes: number, at: number): QueueEvent => ({ type: 'moved', id: 'a', sent: bytes, at })
const refusal = (cure: Refusal['cure']): Refusal => ({ key: 'internal', cure, detail: null, other: null })
const refused = (cure: Refusal['cure']): QueueEvent => ({ type: 'refused', id: 'a', refusal: refusal(cure) })
const processed = (kind: 'processing' | 'ready', progress: number): QueueEvent => ({
  ...{ type: 'processed', id: 'a', file: kind, progress, failure: null },
  thumb: kind === 'ready' ? '/thumb' : null,
})
const found = (more: Partial<FoundUpload> = {}): QueueEvent => ({
  type: 'found',
  uploads: [
    {
      ...{
        id: 'f',
        url: '/api/v1/uploads/resumable/f',
        name: 'a.jpg',
        size: 1000,
        received: 400,
        modified: 1,
      },
      ...{ unpack: false, ingesting: false, refusal: null, expiresAt: null },
      ...more,
    },
  ],
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
    queue = reduceQueue(queue, began('a'))
    queue = reduceQueue(queue, began('b'))
    expect(nextToSend(queue, 2)).toEqual([])
    queue = reduceQueue(queue, { type: 'arrived', id: 'a' })
    expect(nextToSend(queue, 2).map(item => item.id)).toEqual(['c'])
  })
  it('gives the line of a paused file to the next, and goes on later where it was', () => {
    let queue = run(...sent('a', 'b'), began('a'), moved(400, 1000), { type: 'held', id: 'a' })
    expect(queue.items[0]).toMatchObject({ state: 'paused', sent: 400 })
    expect(nextToSend(queue, 1).map(item => item.id)).toEqual(['b'])
    queue = reduceQueue(queue, { type: 'resumed', id: 'a' })
    expect(nextToSend(queue, 1).map(item => item.id)).toEqual(['a'])
    expect(reduceQueue(queue, began('a')).items[0]).toMatchObject({ sent: 400, resumedFrom: 400 })
  })
  it('keeps two files of one name from two folders apart, and takes an unfinished one wherever it lies now', () => {
    const [one, two] = [
      { ...file('a'), folder: 'Ngày 1' },
      { ...file('a'), id: 'b', folder: 'Ngày 2' },
    ]
    expect(run({ type: 'added', files: [one, two, { ...two, id: 'c' }] }).items.map(item => item.id)).toEqual([
      'a',
      'b',
    ])
    expect(rowOf(run(found()), { ...one, size: 1000 })?.state).toBe('unfinished')
  })
  it('asks no title of a ZIP, whose files have their own', () => {
    const zip = { ...file('z'), name: 'Lô ảnh.ZIP' }
    expect(run({ type: 'added', files: [zip] }).items[0]).toMatchObject({ unpack: true, own: { title: '' } })
    expect(offReason(run({ type: 'added', files: [zip] }), batch, false)).toBeNull()
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
  it('goes from sending over the hub’s own look and the making of pictures to ready', () => {
    const arrived = run(...sent('a'), began(), { type: 'arrived', id: 'a' })
    expect(arrived.items[0]).toMatchObject({ state: 'ingesting', sent: 1000 })
    const accepted = reduceQueue(arrived, { type: 'accepted', id: 'a', assetId: 'x' })
    const half = reduceQueue(accepted, processed('processing', 40))
    expect(half.items[0]).toMatchObject({ state: 'processing', progress: 40, assetId: 'x' })
    expect(reduceQueue(half, processed('ready', 100)).items[0]).toMatchObject({ state: 'ready', thumb: '/thumb' })
  })
  it('sends the rest when the hub has less than the page believed', () => {
    const queue = run(...sent('a'), began(), { type: 'arrived', id: 'a' }, { type: 'fell', id: 'a', sent: 600 })
    expect(queue.items[0]).toMatchObject({ state: 'waiting', sent: 600 })
  })
  it('drops an answer that comes after the file was taken back', () => {
    const queue = run(...sent('a'), began(), { type: 'interrupted', id: 'a', retryAt: 5 })
    expect(state(reduceQueue(queue, { type: 'arrived', id: 'a' }), 'a')).toBe('interrupted')
  })
  it('goes on with an interrupted file from where it was, with the same words and address', () => {
    const located: QueueEvent = { type: 'located', id: 'a', url: '/u/1' }
    const broken: QueueEvent = { type: 'interrupted', id: 'a', retryAt: 5 }
    const queue = run(...sent('a'), began(), located, moved(500, 1000), broken, { type: 'retried', id: 'a' })
    expect(queue.items[0]).toMatchObject({ state: 'waiting', sent: 500, uploadUrl: '/u/1', batch })
  })
  it('waits long only while nothing moves at all', () => {
    const broken: QueueEvent[] = [{ type: 'interrupted', id: 'a', retryAt: 5 }, { type: 'retried', id: 'a' }, began()]
    expect(run(...sent('a'), began(), ...broken, ...broken).items[0]?.tries).toBe(3)
    expect(run(...sent('a'), began(), ...broken, moved(10, 9), ...broken).items[0]?.tries).toBe(1)
  })
  it('takes a file back to the form when its words were refused, and never retries one that cannot pass', () => {
    const begun = [...sent('a'), began()]
    expect(state(run(...begun, refused('form'), { type: 'retried', id: 'a' }), 'a')).toBe('staged')
    expect(state(run(...begun, refused('again'), { type: 'retried', id: 'a' }), 'a')).toBe('waiting')
    expect(state(run(...begun, refused('none'), { type: 'retried', id: 'a' }), 'a')).toBe('refused')
  })
  it('starts anew after a refusal of the whole file: the hub kept nothing', () => {
    const located: QueueEvent = { type: 'located', id: 'a', url: '/u/1' }
    const queue = run(...sent('a'), began(), located, { type: 'arrived', id: 'a' }, refused('again'))
    expect(queue.items[0]).toMatchObject({ state: 'refused', uploadUrl: null, sent: 0 })
  })
})

describe('unfinished uploads', () => {
  it('stand in the list until their file is dropped again, and then go on at once', () => {
    const queue = run(found())
    expect(queue.items[0]).toMatchObject({ id: 'f', state: 'unfinished', sent: 400 })
    expect(nextToSend(queue, 1)).toEqual([])
    const matched = reduceQueue(queue, { type: 'matched', id: 'f' })
    expect(nextToSend(matched, 1).map(item => item.uploadUrl)).toEqual(['/api/v1/uploads/resumable/f'])
  })
  it('go on when their file was dropped before the hub’s list came', () => {
    const queue = run({ type: 'added', files: [file('a')] }, found())
    expect(queue.items).toHaveLength(1)
    expect(queue.items[0]).toMatchObject({ id: 'a', state: 'waiting', sent: 400 })
  })
  it('are never joined with another file of the same name', () => {
    const queue = run({ type: 'added', files: [file('a')] }, found({ modified: 2 }))
    expect(queue.items.map(item => item.state)).toEqual(['unfinished', 'staged'])
    expect(run({ type: 'added', files: [file('a')] }, found({ modified: null })).items).toHaveLength(2)
  })
  it('are not listed twice while they are on their way from here', () => {
    const located: QueueEvent = { type: 'located', id: 'a', url: '/api/v1/uploads/resumable/f' }
    expect(run(...sent('a'), began(), located, found()).items).toHaveLength(1)
    expect(run(...sent('a'), began(), found()).items).toHaveLength(1)
  })
  it('are followed when every byte had arrived', () => {
    expect(state(run(found({ ingesting: true })), 'f')).toBe('ingesting')
  })
})

describe('the whole batch', () => {
  it('adds up bytes, speed and time left without what was refused', () => {
    const queue = run(...sent('a', 'b'), { type: 'added', files: [file('leer', 0)] }, began(), moved(500, 1000))
    expect(totals(queue)).toMatchObject({
      ...{ files: 2, bytes: 2000, sent: 500, percent: 25, perSecond: 500, secondsLeft: 3 },
      ...{ active: true, troubled: 1 },
    })
  })
  it('counts no time for what is paused', () => {
    const queue = run(...sent('a', 'b'), { type: 'held', id: 'b' }, began(), moved(500, 1000))
    expect(totals(queue)).toMatchObject({ secondsLeft: 1, paused: 1 })
  })
  it('says nothing of the time left before it has measured', () => {
    expect(totals(run(...sent('a'), began())).secondsLeft).toBeNull()
  })
  it('smooths the speed, and takes what a resumed upload had already for none', () => {
    const queue = run(...sent('a'), began(), moved(100, 1000), moved(900, 2000))
    expect(queue.items[0]?.rate.perSecond).toBeCloseTo(100 * 0.7 + 800 * 0.3)
    const resumed = run(found(), { type: 'matched', id: 'f' }, began('f'))
    const further = reduceQueue(resumed, { type: 'moved', id: 'f', sent: 500, at: 1000 })
    expect(further.items[0]?.rate.perSecond).toBe(100)
  })
  it('makes a title of a file name, and an id of an address', () => {
    expect(titleOf('Le_hoi  Núi Bà.JPG')).toBe('Le hoi Núi Bà')
    expect(titleOf('.jpg')).toBe('.jpg')
    expect(uploadIdOf('/api/v1/uploads/resumable/abc?x=1')).toBe('abc')
  })
})
