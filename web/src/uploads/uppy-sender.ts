import Uppy, { type Meta } from '@uppy/core'
import Tus, { type TusBody } from '@uppy/tus'
import i18next from 'i18next'
import { ApiProblem, problemOf } from '../app/api.ts'
import { sha256Of } from './sha256-of.ts'

export type SendHandlers = {
  /** The hub has given the upload an address, from which it can go on later. */
  located(url: string): void
  /** Bytes of the file that have left or were there already. */
  moved(sent: number): void
  /** Every byte is there. */
  arrived(): void
  failed(problem: ApiProblem | 'unreadable'): void
}
export type Sending = {
  /** Stops where it is; the hub keeps what it has. */
  hold(): void
  resume(): void
  /** Stops, and the hub forgets what it has. */
  discard(): void
}
type What = { metadata: string; uploadUrl: string | null; unpack: boolean }
type TusMeta = Meta & { filename: string; metadata: string; sha256?: string; unpack?: '1' }
type Attempt = { file: File; handlers: SendHandlers }

// A proxy that holds a request until it is whole passes on 64 MiB at a time, and a break loses no more than that.
const chunkSize = 64 * 1024 * 1024
const attempts = new Map<string, Attempt>()
let uppy: Uppy<TusMeta, TusBody> | null = null

/** Sends one file resumably (tus 1.0). One attempt: pauses between attempts are the queue's matter. */
export function startSending(file: File, what: What, handlers: SendHandlers): Sending {
  let id: string | null = null
  let wanted = true
  let held = false
  let digesting = false
  const begin = async () => {
    digesting = true
    const sha256 = what.uploadUrl ? null : await sha256Of(file).catch(() => null)
    digesting = false
    // Uppy never starts what was paused before it began: a held file waits here for `resume`.
    if (!wanted || held) return
    id = add(file, what, sha256, handlers)
    // What goes wrong comes as an event.
    sender()
      .upload()
      .catch(() => undefined)
  }
  void begin()
  return {
    hold: () => {
      if (!held && id && attempts.has(id)) sender().pauseResume(id)
      held = true
    },
    resume: () => {
      if (held && id && attempts.has(id)) sender().pauseResume(id)
      held = false
      if (!id && !digesting) void begin()
    },
    discard: () => {
      wanted = false
      if (id && attempts.delete(id)) sender().removeFile(id)
    },
  }
}

function add(file: File, { metadata, uploadUrl, unpack }: What, sha256: string | null, handlers: SendHandlers): string {
  const filename = file.name.normalize('NFC')
  const meta: TusMeta = { filename, metadata, ...(sha256 ? { sha256 } : {}), ...(unpack ? { unpack: '1' } : {}) }
  const id = sender().addFile({ name: file.name, type: file.type, data: file, meta })
  attempts.set(id, { file, handlers })
  const allowedMetaFields = Object.keys(meta)
  sender().setFileState(id, {
    tus: {
      uploadUrl,
      allowedMetaFields,
      onAfterResponse: (request, response) => {
        const address = request.getMethod() === 'POST' ? response.getHeader('Location') : undefined
        if (address) handlers.located(new URL(address, location.href).pathname)
      },
    },
  })
  return id
}

function sender(): Uppy<TusMeta, TusBody> {
  if (uppy) return uppy
  const made = new Uppy<TusMeta, TusBody>({
    allowMultipleUploadBatches: true,
    // The same file once more stands in the place of the one before: the queue alone knows what is a duplicate.
    onBeforeFileAdded: () => true,
  }).use(Tus, {
    endpoint: `${location.origin}/api/v1/uploads/resumable`,
    chunkSize,
    // The queue counts the lines and waits between attempts, so that a person sees it.
    limit: 100,
    retryDelays: [],
    storeFingerprintForResuming: false,
    headers: () => ({ accept: 'application/json', 'accept-language': i18next.language ?? 'vi' }),
  })
  made.on('upload-progress', (file, progress) => {
    if (file) attempts.get(file.id)?.handlers.moved(progress.bytesUploaded || 0)
  })
  made.on('upload-success', file => {
    if (file) ended(file.id)?.handlers.arrived()
  })
  made.on('upload-error', (file, _error, response) => {
    const attempt = file && ended(file.id)
    if (attempt) void problemOfAttempt(attempt.file, response?.body?.xhr).then(attempt.handlers.failed)
  })
  uppy = made
  return made
}

// An ended file leaves Uppy at once: it would send what failed again by itself with the next one.
function ended(id: string): Attempt | undefined {
  const attempt = attempts.get(id)
  attempts.delete(id)
  queueMicrotask(() => uppy?.getFile(id) && uppy.removeFile(id))
  return attempt
}

async function problemOfAttempt(file: File, xhr: XMLHttpRequest | undefined): Promise<ApiProblem | 'unreadable'> {
  if (xhr && xhr.status > 0) return problemOf(xhr.status, xhr.responseText)
  // A file that was moved or changed on the disk fails just as a lost line does.
  const readable = await file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    )
  return readable ? new ApiProblem('offline', 0) : 'unreadable'
}

/** Tells the hub to forget an upload that this page holds no file of. What it does not hear expires there by itself. */
export async function discardUpload(url: string): Promise<void> {
  await fetch(url, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } }).catch(() => undefined)
}
