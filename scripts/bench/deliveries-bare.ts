// The reference of the row `deliver`, in a process of its own: the requests of a delivery with global fetch, and nothing else.
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { digestHeader, sha256Of, signRequest } from '#server/channels/sign-request'
import { signingKeys } from '#server/platform/signing-keys'

export type BareItem = {
  id: string
  body: string
  media: { sha256: string; path: string; size: number; contentType: string }[]
}

const [dataDir = '', publicUrl = ''] = process.argv.slice(2)
const keys = await signingKeys(dataDir)

async function request(method: string, url: string, headers: Record<string, string>, body?: Buffer | Readable) {
  const signed = await signRequest({ method, url, headers }, { keys, publicUrl }, new Date())
  const stream = body instanceof Readable ? { body: Readable.toWeb(body) as ReadableStream, duplex: 'half' } : { body }
  const answer = await fetch(url, { method, headers: signed, ...(body ? stream : {}) } as RequestInit)
  await answer.arrayBuffer()
  return answer.status
}

async function deliver(address: string, item: BareItem): Promise<void> {
  for (const { sha256, path, size, contentType } of item.media) {
    const url = `${address}/media/${sha256}`
    if ((await request('HEAD', url, {})) !== 404) throw new Error('the file is there already')
    const headers = { 'content-type': contentType, 'content-length': String(size), 'repr-digest': digestHeader(sha256) }
    const status = await request('PUT', url, headers, createReadStream(path))
    if (status !== 201) throw new Error(`a file was answered ${status}`)
  }
  const body = Buffer.from(item.body)
  const status = await request(
    'PUT',
    `${address}/items/${item.id}`,
    {
      'content-type': 'application/json',
      'content-digest': digestHeader(sha256Of(body)),
      'idempotency-key': `"${item.id}.1.publish"`,
      'if-none-match': '*',
    },
    body,
  )
  if (status !== 201) throw new Error(`an item was answered ${status}`)
}

process.on('message', async ({ address, list, lanes }: { address: string; list: string; lanes: number }) => {
  const items = JSON.parse(await readFile(list, 'utf8')) as BareItem[]
  const began = performance.now()
  let next = 0
  const lane = async () => {
    while (next < items.length) await deliver(address, items[next++]!)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  process.send?.({ ms: performance.now() - began })
})
process.send?.({ ready: true })
