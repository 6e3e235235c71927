import i18next from 'i18next'
import type { Asset } from '#contracts/asset'
import { ApiProblem, problemOf } from '../app/api.ts'

type What = { asset: Pick<Asset, 'id' | 'revision'>; file: File; allowDuplicate: boolean }
type Follow = { onSent: (bytes: number) => void; signal: AbortSignal }

/** Sends a new file for an asset by XMLHttpRequest: fetch tells nothing of what has left. Rejects with ApiProblem. */
export function sendVersion({ asset, file, allowDuplicate }: What, { onSent, signal }: Follow): Promise<Asset> {
  const form = new FormData()
  form.append('metadata', JSON.stringify(allowDuplicate ? { allowDuplicate } : {}))
  form.append('file', file, file.name.normalize('NFC'))
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', `/api/v1/assets/${encodeURIComponent(asset.id)}/versions`)
    xhr.setRequestHeader('accept', 'application/json')
    xhr.setRequestHeader('accept-language', i18next.language ?? 'vi')
    xhr.setRequestHeader('if-match', `"r${asset.revision}"`)
    xhr.upload.onprogress = event => onSent(Math.min(event.loaded, file.size))
    xhr.onload = () => {
      if (xhr.status === 201) resolve((JSON.parse(xhr.responseText) as { asset: Asset }).asset)
      else reject(problemOf(xhr.status, xhr.responseText))
    }
    xhr.onerror = () => reject(new ApiProblem('offline', 0))
    xhr.onabort = () => reject(new DOMException('given up', 'AbortError'))
    signal.addEventListener('abort', () => xhr.abort(), { once: true })
    xhr.send(form)
  })
}
