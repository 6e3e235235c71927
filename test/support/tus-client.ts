import type { UploadMetadata } from '#contracts/asset'
import type { Upload } from '#contracts/upload'
import type { Answer, TestClient } from './test-client.ts'

const resumable = '/api/v1/uploads/resumable'
type Begin = { size?: number | string; filename?: string; metadata?: UploadMetadata; sha256?: string; unpack?: string }

/** Speaks tus 1.0.0 as a program does. `path` is an upload's address without the host. */
export function tusClient(client: TestClient) {
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: Uint8Array) => {
    const response = await fetch(client.url + path, {
      method,
      // A line whose answer came before the end of the body is reset, and the next request must not meet that.
      headers: { connection: 'close', cookie: client.cookie, 'tus-resumable': '1.0.0', ...headers },
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      body: json && text ? JSON.parse(text) : text,
    } as Answer
  }
  const begin = (wish: Begin, headers: Record<string, string> = {}, body?: Uint8Array) =>
    ask('POST', resumable, { 'upload-length': String(wish.size), 'upload-metadata': encode(wish), ...headers }, body)
  return {
    ask,
    begin,
    /** The path of an upload that begins; throws where it is refused. */
    async create(wish: Begin): Promise<string> {
      const answer = await begin(wish)
      if (answer.status !== 201) throw new Error(`refused: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.headers.get('location')!
    },
    patch: (path: string, offset: number | string, bytes: Uint8Array, headers: Record<string, string> = {}) =>
      ask(
        'PATCH',
        path,
        { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream', ...headers },
        bytes,
      ),
    head: (path: string) => ask('HEAD', path, {}),
    end: (path: string) => ask('DELETE', path, {}),
    async offset(path: string): Promise<number> {
      return Number((await ask('HEAD', path, {})).headers.get('upload-offset'))
    },
    async read(path: string): Promise<Upload> {
      const id = path.split('/').at(-1)
      return (await client.get<{ upload: Upload }>(`/api/v1/uploads/${id}`)).body.upload
    },
  }
}
export type TusClient = ReturnType<typeof tusClient>

function encode({ filename, metadata, sha256, unpack }: Begin): string {
  const pairs = { filename, metadata: metadata && JSON.stringify(metadata), sha256, unpack }
  return Object.entries(pairs)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key} ${Buffer.from(value).toString('base64')}`]))
    .join(',')
}
