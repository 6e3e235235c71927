import i18next from 'i18next'
import type { Asset, AssetMetadata } from '#contracts/asset'
import { ApiProblem, problemOf } from '../app/api.ts'

export type Sending = { cancel(): void }
export type SendHandlers = {
  /** Bytes of the file that have left, as far as the browser knows. */
  moved(sent: number): void
  accepted(asset: Asset): void
  failed(problem: ApiProblem): void
}

/**
 * Sends one file with its metadata. XMLHttpRequest, as fetch tells nothing of what has been sent. The one place that knows how
 * bytes travel: a resumable sender takes its place behind these three handlers.
 */
export function sendFile(file: File, metadata: AssetMetadata, handlers: SendHandlers): Sending {
  const form = new FormData()
  // First the words, then the bytes: the hub decides on the words before it takes a byte.
  form.append('metadata', JSON.stringify(metadata))
  form.append('file', file, file.name.normalize('NFC'))
  const request = new XMLHttpRequest()
  request.open('POST', '/api/v1/uploads')
  request.setRequestHeader('accept', 'application/json')
  request.setRequestHeader('accept-language', i18next.language ?? 'vi')
  request.upload.onprogress = event => handlers.moved(Math.round((event.loaded / Math.max(event.total, 1)) * file.size))
  request.onload = () => answered(request, handlers)
  request.onerror = () => handlers.failed(new ApiProblem('offline', 0))
  request.send(form)
  return { cancel: () => request.abort() }
}

function answered(request: XMLHttpRequest, handlers: SendHandlers): void {
  if (request.status !== 201) {
    handlers.failed(problemOf(request.status, request.responseText))
    return
  }
  try {
    handlers.accepted((JSON.parse(request.responseText) as { asset: Asset }).asset)
  } catch {
    handlers.failed(new ApiProblem('unknown', request.status))
  }
}
