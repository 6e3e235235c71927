import type { MetadataDraft } from '../articles/metadata-draft.ts'
import type { Proposed } from './proposed-words.ts'
import type { Refusal } from './refusal.ts'
import { measure, startRate } from './transfer-rate.ts'
import {
  isSameFile,
  type NewFile,
  newItem,
  type Own,
  titleOf,
  type UploadItem,
  type UploadState,
} from './upload-item.ts'

export type Queue = { items: UploadItem[] }

/** An upload that the hub knows of this person; `modified` is what this browser remembers of the file, or null. */
export type FoundUpload = {
  id: string
  url: string
  name: string
  size: number
  received: number
  modified: number | null
  unpack: boolean
  ingesting: boolean
  refusal: Refusal | null
  expiresAt: string | null
}

export type QueueEvent =
  | { type: 'added'; files: NewFile[] }
  | { type: 'found'; uploads: FoundUpload[] }
  | { type: 'matched'; id: string }
  | { type: 'worded'; id: string; own: Own }
  | { type: 'read'; id: string; proposed: Proposed }
  | { type: 'released'; batch: MetadataDraft }
  | { type: 'began'; id: string; at: number }
  | { type: 'located'; id: string; url: string }
  | { type: 'moved'; id: string; sent: number; at: number }
  | { type: 'arrived'; id: string }
  | { type: 'fell'; id: string; sent: number }
  | { type: 'accepted'; id: string; assetId: string }
  | { type: 'refused'; id: string; refusal: Refusal }
  | { type: 'interrupted'; id: string; retryAt: number | null }
  | { type: 'held'; id: string }
  | { type: 'resumed'; id: string }
  | {
      type: 'processed'
      id: string
      file: 'processing' | 'ready' | 'failed'
      progress: number
      failure: string | null
      thumb: string | null
    }
  | { type: 'retried'; id: string }
  | { type: 'doubled'; id: string }
  | { type: 'removed'; id: string }
  | { type: 'tidied' }

export const emptyQueue: Queue = { items: [] }

export function reduceQueue(queue: Queue, event: QueueEvent): Queue {
  switch (event.type) {
    case 'added':
      return { items: [...queue.items, ...newItems(queue, event.files)] }
    case 'found':
      return event.uploads.reduce(withFound, queue)
    case 'released':
      return each(queue, item => (item.state === 'staged' ? { ...item, state: 'waiting', batch: event.batch } : item))
    case 'removed':
      return { items: queue.items.filter(item => item.id !== event.id) }
    case 'tidied':
      return { items: queue.items.filter(item => item.state !== 'ready') }
    default:
      return each(queue, item => (item.id === event.id ? step(item, event) : item))
  }
}

type ItemEvent = Extract<QueueEvent, { id: string }>
const movable: readonly UploadState[] = ['waiting', 'sending', 'interrupted']

// A request answers late: an event that does not fit the state is from before a cancel or a retry, and is dropped.
function step(item: UploadItem, event: ItemEvent): UploadItem {
  const { state } = item
  const sending = state === 'sending'
  switch (event.type) {
    case 'matched':
      return state === 'unfinished' ? { ...item, state: 'waiting' } : item
    case 'worded':
      return state === 'staged' ? { ...item, own: event.own } : item
    case 'read':
      return state === 'staged' ? readItem(item, event.proposed) : item
    case 'began':
      return state === 'waiting' ? begun(item, event.at) : item
    case 'located':
      return { ...item, uploadUrl: event.url }
    case 'moved':
      return sending ? moved(item, event.sent, event.at) : item
    case 'arrived':
      return sending ? { ...item, state: 'ingesting', sent: item.size } : item
    case 'fell':
      // The page took it for whole, the hub has less: the rest goes up again.
      return state === 'ingesting' ? { ...item, state: 'waiting', sent: event.sent } : item
    case 'accepted':
      return state === 'ingesting' ? { ...item, state: 'processing', assetId: event.assetId, progress: 0 } : item
    case 'refused':
      return sending || state === 'ingesting' ? refused(item, event.refusal) : item
    case 'interrupted':
      return sending ? { ...item, state: 'interrupted', retryAt: event.retryAt } : item
    case 'held':
      return movable.includes(state) ? { ...item, state: 'paused', retryAt: null } : item
    case 'resumed':
      return state === 'paused' ? { ...item, state: 'waiting' } : item
    case 'processed':
      return state === 'processing' ? processed(item, event) : item
    case 'retried':
      return retried(item)
    case 'doubled':
      return doubled(item)
    case 'removed':
      return item
  }
}

/** The name that the file gives itself takes the place of the one made of the file's name, never of one that a person wrote. */
function readItem(item: UploadItem, proposed: Proposed): UploadItem {
  const untouched = item.own.title === titleOf(item.name)
  const own = untouched && proposed.title ? { ...item.own, title: proposed.title } : item.own
  return { ...item, proposed, own }
}

function begun(item: UploadItem, at: number): UploadItem {
  const resumedFrom = item.sent > 0 ? item.sent : null
  const rate = startRate(at, item.sent)
  return { ...item, state: 'sending', resumedFrom, rate, tries: item.tries + 1, retryAt: null, refusal: null }
}

function moved(item: UploadItem, sent: number, at: number): UploadItem {
  const now = Math.min(sent, item.size)
  // What moves has a line again: the next break starts with the short pauses.
  return { ...item, sent: now, tries: now > item.sent ? 0 : item.tries, rate: measure(item.rate, now, at) }
}

// What the hub refused after it had every byte is gone there: another try starts anew.
function refused(item: UploadItem, refusal: Refusal): UploadItem {
  const gone = item.state === 'ingesting' || refusal.key === 'checksum-mismatch'
  return { ...item, state: 'refused', refusal, ...(gone ? { uploadUrl: null, sent: 0, resumedFrom: null } : {}) }
}

function processed(item: UploadItem, event: Extract<QueueEvent, { type: 'processed' }>): UploadItem {
  const { file, progress, failure, thumb } = event
  return { ...item, state: file, progress, failure, thumb }
}

function retried(item: UploadItem): UploadItem {
  if (item.state === 'interrupted') return { ...item, state: 'waiting', retryAt: null }
  if (item.state !== 'refused' || item.refusal?.cure === 'none') return item
  // What was wrong with the words is mended in the form: the file waits there for the next Send. So does a file whose words went
  // with an upload that is gone, and that this page never had.
  const staged = item.refusal?.cure === 'form' || (item.batch === null && item.uploadUrl === null)
  return { ...item, state: staged ? 'staged' : 'waiting', refusal: null }
}

// A new upload with the same words: the refused one is over at the hub.
function doubled(item: UploadItem): UploadItem {
  if (item.state !== 'refused' || item.refusal?.key !== 'duplicate') return item
  const state = item.batch === null ? 'staged' : 'waiting'
  return { ...item, state, twice: true, refusal: null, uploadUrl: null, sent: 0, resumedFrom: null }
}

/** The hub does not know of folders. */
function isFound(
  item: UploadItem,
  { name, size, modified }: { name: string; size: number; modified: number },
): boolean {
  return item.name === name && item.size === size && item.modified === modified
}

function withFound(queue: Queue, found: FoundUpload): Queue {
  if (queue.items.some(item => item.uploadUrl === found.url)) return queue
  const part = { uploadUrl: found.url, sent: found.received, expiresAt: found.expiresAt }
  const { id, name, size, modified, unpack } = found
  const here = modified === null ? -1 : queue.items.findIndex(item => isFound(item, { name, size, modified }))
  const waits = queue.items[here]?.state
  // The file was dropped before the hub's list came: it goes on where it was.
  if (waits === 'staged' && !found.ingesting && !found.refusal)
    return { items: queue.items.map((item, at) => (at === here ? { ...item, ...part, state: 'waiting' } : item)) }
  // It is on its way from here, and its address is not known yet.
  if (here >= 0) return queue
  const state = found.refusal ? 'refused' : found.ingesting ? 'ingesting' : 'unfinished'
  return {
    items: [
      { ...newItem({ id, name, folder: '', size, modified }, unpack), ...part, state, refusal: found.refusal },
      ...queue.items,
    ],
  }
}

function each(queue: Queue, change: (item: UploadItem) => UploadItem): Queue {
  return { items: queue.items.map(change) }
}

/** The row of this very file, or undefined. */
export function rowOf(queue: Queue, file: NewFile): UploadItem | undefined {
  return queue.items.find(item => isSameFile(item, file))
}

function newItems(queue: Queue, files: NewFile[]): UploadItem[] {
  const items: UploadItem[] = []
  for (const file of files) {
    if (rowOf(queue, file) || items.some(item => isSameFile(item, file))) continue
    items.push(newItem(file))
  }
  return items
}

export function nextToSend(queue: Queue, lines: number): UploadItem[] {
  const busy = queue.items.filter(item => item.state === 'sending').length
  return queue.items.filter(item => item.state === 'waiting').slice(0, Math.max(0, lines - busy))
}
