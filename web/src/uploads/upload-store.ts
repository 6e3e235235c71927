import { toMetadata } from '../articles/metadata-draft.ts'
import { passesByItself, refusalOf, retryDelay } from './refusal.ts'
import { type Sending, sendFile } from './send-file.ts'
import {
  emptyQueue,
  isListed,
  nextToSend,
  type Queue,
  type QueueEvent,
  reduceQueue,
  totals,
  type UploadItem,
} from './upload-queue.ts'

const lines = 2
// Lives outside React: a person may leave the page for the library while 3 GB go up.
let queue: Queue = emptyQueue
let owner: string | null = null
const files = new Map<string, File>()
const sendings = new Map<string, Sending>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const listeners = new Set<() => void>()

export function readQueue(): Queue {
  return queue
}

export function subscribeQueue(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function dispatch(event: QueueEvent): void {
  const before = queue
  queue = reduceQueue(queue, event)
  if (queue === before) return
  for (const item of nextToSend(queue, lines)) begin(item)
  guardLeaving(totals(queue).active)
  for (const listener of listeners) listener()
}

/** Puts files in the list; answers how many were there already. */
export function addFiles(found: File[]): number {
  const fresh = found.map(file => ({
    file,
    row: { id: crypto.randomUUID(), name: file.name.normalize('NFC'), size: file.size, modified: file.lastModified },
  }))
  const known = fresh.filter(({ row }) => isListed(queue, row)).length
  for (const { file, row } of fresh) files.set(row.id, file)
  dispatch({ type: 'added', files: fresh.map(({ row }) => row) })
  for (const { row } of fresh) if (!queue.items.some(item => item.id === row.id)) files.delete(row.id)
  return known
}

export function fileOf(id: string): File | undefined {
  return files.get(id)
}

export function removeItem(id: string): void {
  sendings.get(id)?.cancel()
  forget(id)
  files.delete(id)
  dispatch({ type: 'removed', id })
}

/** Another person at the same browser never sees or sends the files of the one before. */
export function claimQueue(personId: string): void {
  if (owner === personId) return
  owner = personId
  for (const item of queue.items) removeItem(item.id)
}

function begin(item: UploadItem): void {
  const file = files.get(item.id)
  if (!file || !item.batch || sendings.has(item.id)) return
  const { id } = item
  queue = reduceQueue(queue, { type: 'began', id, at: performance.now() })
  sendings.set(
    id,
    sendFile(file, toMetadata(item.batch, item.own), {
      moved: sent => dispatch({ type: 'moved', id, sent, at: performance.now() }),
      accepted: asset => {
        forget(id)
        dispatch({ type: 'accepted', id, assetId: asset.id })
      },
      failed: problem => {
        forget(id)
        const tries = queue.items.find(other => other.id === id)?.tries ?? 0
        if (passesByItself(problem)) interrupted(id, retryDelay(tries))
        else dispatch({ type: 'refused', id, refusal: refusalOf(problem) })
      },
    }),
  )
}

function interrupted(id: string, delay: number | null): void {
  dispatch({ type: 'interrupted', id, retryAt: delay === null ? null : Date.now() + delay })
  if (delay !== null)
    timers.set(
      id,
      setTimeout(() => dispatch({ type: 'retried', id }), delay),
    )
}

function forget(id: string): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
  sendings.delete(id)
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

function retryNow(): void {
  for (const item of queue.items) if (item.state === 'interrupted') dispatch({ type: 'retried', id: item.id })
}

let guarded = false
function guardLeaving(active: boolean): void {
  if (active === guarded) return
  guarded = active
  const change = active ? window.addEventListener : window.removeEventListener
  change.call(window, 'beforeunload', warn as EventListener)
  change.call(window, 'online', retryNow)
}
