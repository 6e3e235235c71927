import { folderOf } from './folder-of.ts'
import { watchLine } from './line-watch.ts'
import { metadataOf } from './metadata-of.ts'
import { tellProgress } from './progress-line.ts'
import { totals } from './queue-totals.ts'
import { passesByItself, refusalOf, retryDelay } from './refusal.ts'
import { forgetUrl, recordOf, remember } from './resume-records.ts'
import { dropPicture } from './small-picture.ts'
import type { NewFile, UploadItem } from './upload-item.ts'
import {
  emptyQueue,
  type FoundUpload,
  nextToSend,
  type Queue,
  type QueueEvent,
  reduceQueue,
  rowOf,
} from './upload-queue.ts'
import { discardUpload, type SendHandlers, type Sending, startSending } from './uppy-sender.ts'

const lines = 4
const paintMs = 100
// Lives outside React: a person may leave the page for the library while 3 GB go up.
let queue: Queue = emptyQueue
let owner = ''
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
  if (event.type === 'moved') {
    paintSoon()
    return
  }
  pump()
}

function pump(): void {
  if (navigator.onLine) for (const item of nextToSend(queue, lines)) begin(item)
  line.watch(queue.items)
  notify()
}

let painting: ReturnType<typeof setTimeout> | null = null
// Four lines report bytes up to eighty times a second: a list of 300 rows is drawn ten times at most.
function paintSoon(): void {
  painting ??= setTimeout(notify, paintMs)
}

function notify(): void {
  if (painting) clearTimeout(painting)
  painting = null
  tellProgress(totals(queue))
  for (const listener of listeners) listener()
}

/** Puts files in the list; those that the hub has a part of go on at once. Answers how many were there already. */
export function addFiles(found: File[]): { known: number; resumed: number } {
  const fresh: NewFile[] = []
  let [known, resumed] = [0, 0]
  for (const file of found) {
    const row = {
      id: crypto.randomUUID(),
      name: file.name.normalize('NFC'),
      folder: folderOf(file),
      size: file.size,
      modified: file.lastModified,
    }
    const here = rowOf(queue, row)
    if (here?.state === 'unfinished') {
      resumed += 1
      files.set(here.id, file)
      dispatch({ type: 'matched', id: here.id })
    } else if (here) known += 1
    else {
      files.set(row.id, file)
      fresh.push(row)
    }
  }
  if (fresh.length > 0) dispatch({ type: 'added', files: fresh })
  for (const { id } of fresh) if (!queue.items.some(item => item.id === id)) files.delete(id)
  return { known, resumed }
}

export function fileOf(id: string): File | undefined {
  return files.get(id)
}

/** Takes a file out of the list; what the hub has of it is thrown away there. */
export function removeItem(id: string): void {
  const item = queue.items.find(other => other.id === id)
  sendings.get(id)?.discard()
  if (item?.uploadUrl && item.assetId === null) {
    void discardUpload(item.uploadUrl)
    forgetUrl(localStorage, owner, item.uploadUrl)
  }
  forget(id)
  files.delete(id)
  dropPicture(id)
  dispatch({ type: 'removed', id })
}

/** Holds what is on its way; the hub keeps what it has. */
export function holdItems(items: readonly UploadItem[]): void {
  for (const { id } of items) {
    sendings.get(id)?.hold()
    stopTimer(id)
    dispatch({ type: 'held', id })
  }
}

export function resumeItems(items: readonly UploadItem[]): void {
  for (const { id } of items) dispatch({ type: 'resumed', id })
}

/** Another person at the same browser never sees or sends the files of the one before. */
export function claimQueue(personId: string): void {
  if (owner === personId) return
  owner = personId
  for (const { id } of queue.items) {
    sendings.get(id)?.hold()
    forget(id)
    dispatch({ type: 'removed', id })
  }
  files.clear()
}

/** Unfinished uploads as the hub lists them, joined with what this browser remembers of their files. */
export function takeFound(uploads: readonly Omit<FoundUpload, 'modified'>[]): void {
  const known = uploads.map(upload => ({
    ...upload,
    modified: recordOf(localStorage, owner, upload.url)?.modified ?? null,
  }))
  // What this browser knows nothing of is shown only where there is something to save: an empty one expires by itself, and a refusal
  // was read where the file was sent.
  const found = known.filter(upload => upload.modified !== null || (upload.received > 0 && upload.refusal === null))
  if (found.length > 0) dispatch({ type: 'found', uploads: found })
}

/** An upload that ended at the hub, well or not: nothing is left to go on with. The file stays: its picture is shown, it may be sent anew. */
export function closeUpload(item: UploadItem): void {
  if (item.uploadUrl) forgetUrl(localStorage, owner, item.uploadUrl)
}

/** A ZIP that the hub has whole and unpacks now: it stands in the list of ZIPs from here on. */
export function handOver(item: UploadItem): void {
  closeUpload(item)
  forget(item.id)
  files.delete(item.id)
  dispatch({ type: 'removed', id: item.id })
}

function begin(item: UploadItem): void {
  const { id } = item
  const file = files.get(id)
  if (!file) return
  queue = reduceQueue(queue, { type: 'began', id, at: performance.now() })
  const held = sendings.get(id)
  if (item.uploadUrl && item.sent >= item.size) {
    // Every byte had left when the line dropped. The hub may be done with it already: it is asked before anything is sent again.
    forget(id)
    queue = reduceQueue(queue, { type: 'arrived', id })
    return
  }
  if (held) {
    held.resume()
    return
  }
  const kept = item.uploadUrl ? recordOf(localStorage, owner, item.uploadUrl)?.metadata : undefined
  const metadata = item.batch ? metadataOf(item, item.batch) : (kept ?? '{}')
  sendings.set(
    id,
    startSending(file, { metadata, uploadUrl: item.uploadUrl, unpack: item.unpack }, handlersOf(id, metadata)),
  )
}

function handlersOf(id: string, metadata: string): SendHandlers {
  return {
    located: url => {
      const item = queue.items.find(other => other.id === id)
      if (item?.modified == null) return
      remember(localStorage, owner, { ...item, modified: item.modified }, { url, at: Date.now(), metadata })
      dispatch({ type: 'located', id, url })
    },
    moved: sent => {
      line.heard(id)
      dispatch({ type: 'moved', id, sent, at: performance.now() })
    },
    arrived: () => {
      forget(id)
      dispatch({ type: 'arrived', id })
    },
    failed: problem => {
      forget(id)
      if (problem === 'unreadable') dispatch({ type: 'refused', id, refusal: refusalOf({ key: problem, status: 0 }) })
      else if (passesByItself(problem)) interrupted(id)
      else dispatch({ type: 'refused', id, refusal: refusalOf(problem) })
    },
  }
}

function interrupted(id: string): void {
  const tries = queue.items.find(other => other.id === id)?.tries ?? 1
  const delay = navigator.onLine ? retryDelay(tries) : null
  dispatch({ type: 'interrupted', id, retryAt: delay === null ? null : Date.now() + delay })
  if (delay === null) return
  stopTimer(id)
  timers.set(
    id,
    setTimeout(() => dispatch({ type: 'retried', id }), delay),
  )
}

function stopTimer(id: string): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
}

function forget(id: string): void {
  stopTimer(id)
  sendings.delete(id)
}

const line = watchLine({
  // A line that says nothing for long is dead, whatever the system believes: a laptop that slept, a cable that was pulled.
  lost: ids => {
    for (const id of ids) {
      sendings.get(id)?.hold()
      interrupted(id)
    }
  },
  back: () => {
    for (const item of queue.items) if (item.state === 'interrupted') dispatch({ type: 'retried', id: item.id })
    // What waited for the network has nobody to wake it.
    pump()
  },
})
