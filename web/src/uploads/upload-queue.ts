import type { MetadataDraft } from '../articles/metadata-draft.ts'
import type { Refusal } from './refusal.ts'
import { measure, type Rate, secondsLeft, startRate } from './transfer-rate.ts'

/**
 * staged: in the list, not sent yet. waiting: sent off, no line free. interrupted: the line dropped, it will try again.
 * refused: the hub said no, a person must act. processing, ready, failed: it is an asset, and the workers have it.
 */
export type UploadState =
  | 'staged'
  | 'waiting'
  | 'sending'
  | 'interrupted'
  | 'refused'
  | 'processing'
  | 'ready'
  | 'failed'
export type Exceptions = { title: string; description: string; altText: string; credit: string }
export type UploadItem = {
  id: string
  name: string
  size: number
  modified: number
  state: UploadState
  own: Exceptions
  batch: MetadataDraft | null
  sent: number
  rate: Rate
  tries: number
  retryAt: number | null
  refusal: Refusal | null
  assetId: string | null
  progress: number
  failure: string | null
}
export type Queue = { items: UploadItem[]; paused: boolean }
export type NewFile = { id: string; name: string; size: number; modified: number }

export type QueueEvent =
  | { type: 'added'; files: NewFile[] }
  | { type: 'worded'; id: string; own: Partial<Exceptions> }
  | { type: 'released'; batch: MetadataDraft }
  | { type: 'began'; id: string; at: number }
  | { type: 'moved'; id: string; sent: number; at: number }
  | { type: 'accepted'; id: string; assetId: string }
  | { type: 'refused'; id: string; refusal: Refusal }
  | { type: 'interrupted'; id: string; retryAt: number | null }
  | { type: 'processed'; id: string; file: 'processing' | 'ready' | 'failed'; progress: number; failure: string | null }
  | { type: 'retried'; id: string }
  | { type: 'removed'; id: string }
  | { type: 'tidied' }
  | { type: 'paused'; paused: boolean }

export const emptyQueue: Queue = { items: [], paused: false }

export function reduceQueue(queue: Queue, event: QueueEvent): Queue {
  switch (event.type) {
    case 'added':
      return { ...queue, items: [...queue.items, ...newItems(queue, event.files)] }
    case 'paused':
      return { ...queue, paused: event.paused }
    case 'released':
      return each(queue, item => (item.state === 'staged' ? { ...item, state: 'waiting', batch: event.batch } : item))
    case 'removed':
      return { ...queue, items: queue.items.filter(item => item.id !== event.id) }
    case 'tidied':
      return { ...queue, items: queue.items.filter(item => item.state !== 'ready') }
    default:
      return each(queue, item => (item.id === event.id ? step(item, event) : item))
  }
}

type ItemEvent = Extract<QueueEvent, { id: string }>

// A request answers late: an event that does not fit the state is from before a cancel or a retry, and is dropped.
function step(item: UploadItem, event: ItemEvent): UploadItem {
  const sending = item.state === 'sending'
  switch (event.type) {
    case 'worded':
      return item.state === 'staged' ? { ...item, own: { ...item.own, ...event.own } } : item
    case 'began':
      return item.state !== 'waiting'
        ? item
        : {
            ...item,
            state: 'sending',
            sent: 0,
            rate: startRate(event.at),
            tries: item.tries + 1,
            retryAt: null,
            refusal: null,
          }
    case 'moved':
      return sending
        ? { ...item, sent: Math.min(event.sent, item.size), rate: measure(item.rate, event.sent, event.at) }
        : item
    case 'accepted':
      return sending ? { ...item, state: 'processing', sent: item.size, assetId: event.assetId, progress: 0 } : item
    case 'refused':
      return sending ? { ...item, state: 'refused', sent: 0, refusal: event.refusal } : item
    case 'interrupted':
      return sending ? { ...item, state: 'interrupted', sent: 0, retryAt: event.retryAt } : item
    case 'processed':
      return item.state === 'processing'
        ? { ...item, state: event.file, progress: event.progress, failure: event.failure }
        : item
    case 'retried':
      return retry(item)
    case 'removed':
      return item
  }
}

function retry(item: UploadItem): UploadItem {
  if (item.state === 'interrupted') return { ...item, state: 'waiting', retryAt: null }
  if (item.state !== 'refused' || item.refusal?.cure === 'none') return item
  // What was wrong with the words is mended in the form: the file waits there for the next Send.
  return { ...item, state: item.refusal?.cure === 'form' ? 'staged' : 'waiting', refusal: null }
}

function each(queue: Queue, change: (item: UploadItem) => UploadItem): Queue {
  return { ...queue, items: queue.items.map(change) }
}

/** The same file dropped twice is one row: name, size and time of change tell, as a folder may be dropped again after a pause. */
export function isListed(queue: Queue, file: NewFile): boolean {
  return queue.items.some(item => item.name === file.name && item.size === file.size && item.modified === file.modified)
}

function newItems(queue: Queue, files: NewFile[]): UploadItem[] {
  const items: UploadItem[] = []
  for (const file of files) {
    if (isListed(queue, file) || isListed({ items, paused: false }, file)) continue
    items.push({
      ...file,
      state: file.size === 0 ? 'refused' : 'staged',
      own: { title: titleOf(file.name), description: '', altText: '', credit: '' },
      batch: null,
      sent: 0,
      rate: startRate(0),
      tries: 0,
      retryAt: null,
      refusal: file.size === 0 ? { key: 'empty', cure: 'none', detail: null } : null,
      assetId: null,
      progress: 0,
      failure: null,
    })
  }
  return items
}

export function titleOf(name: string): string {
  const stem = name.normalize('NFC').replace(/\.[A-Za-z0-9]{1,8}$/, '')
  return stem.replaceAll('_', ' ').replace(/\s+/g, ' ').trim() || name
}

export function nextToSend(queue: Queue, lines: number): UploadItem[] {
  if (queue.paused) return []
  const busy = queue.items.filter(item => item.state === 'sending').length
  return queue.items.filter(item => item.state === 'waiting').slice(0, Math.max(0, lines - busy))
}

function needsPerson(item: UploadItem): boolean {
  return item.state === 'refused' || item.state === 'failed'
}

const underWay: UploadState[] = ['waiting', 'sending', 'interrupted']
const counted: UploadState[] = [...underWay, 'processing', 'ready', 'failed']

export type Totals = {
  files: number
  staged: number
  sending: number
  done: number
  processing: number
  troubled: number
  bytes: number
  sent: number
  percent: number
  perSecond: number
  secondsLeft: number | null
  active: boolean
}

/** The batch as one bar. Only what was sent off counts: a refused file would keep the bar from ever filling. */
export function totals(queue: Queue): Totals {
  const off = queue.items.filter(item => counted.includes(item.state))
  const bytes = off.reduce((sum, item) => sum + item.size, 0)
  const sent = off.reduce((sum, item) => sum + item.sent, 0)
  const perSecond = off.reduce((sum, item) => sum + (item.state === 'sending' ? (item.rate.perSecond ?? 0) : 0), 0)
  const count = (state: UploadState) => queue.items.filter(item => item.state === state).length
  return {
    files: off.length,
    staged: count('staged'),
    sending: count('sending'),
    done: count('ready'),
    processing: count('processing'),
    troubled: queue.items.filter(needsPerson).length,
    bytes,
    sent,
    percent: bytes === 0 ? 0 : Math.floor((sent * 100) / bytes),
    perSecond,
    secondsLeft: secondsLeft(bytes - sent, perSecond),
    active: off.some(item => underWay.includes(item.state)),
  }
}
