import type { Asset, UploadMetadata } from '#contracts/asset'

/** An answer, read: `body` is JSON where it was JSON, else text. */
export type Answer<T = Record<string, unknown>> = { status: number; headers: Headers; body: T }
type Fields = Record<string, string>
type Send = <T = Record<string, unknown>>(path: string, body?: unknown, headers?: Fields) => Promise<Answer<T>>
export type TestClient = {
  url: string
  personId: string
  cookie: string
  send<T = Record<string, unknown>>(method: string, path: string, body?: unknown, headers?: Fields): Promise<Answer<T>>
  get<T = Record<string, unknown>>(path: string, headers?: Fields): Promise<Answer<T>>
  post: Send
  patch: Send
  delete(path: string): Promise<Answer>
  /** Uploads as the contract says: metadata first, then the file. A second asset of the same bytes is meant, unless said otherwise. */
  upload(file: Uint8Array, fileName: string, metadata?: UploadMetadata): Promise<Answer<{ asset: Asset }>>
  /** The bytes at a path. */
  bytes(path: string, headers?: Fields): Promise<{ status: number; headers: Headers; bytes: Buffer }>
  signIn(email: string, password: string): Promise<TestClient>
}

/** Talks to a hub as a program does: over HTTP, with a cookie once it has signed in. */
export function testClient(url: string, personId = '', cookie = ''): TestClient {
  const send = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const form = body instanceof FormData
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(body !== undefined && !form ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: form ? body : typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    // Server-sent events do not end: that they begin is the answer.
    const endless = /event-stream/.test(response.headers.get('content-type') ?? '')
    const text = endless ? '' : await response.text()
    if (endless) await response.body?.cancel()
    const json = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: (json && text ? JSON.parse(text) : text) as T }
  }
  return {
    url,
    personId,
    cookie,
    send,
    get: <T = Record<string, unknown>>(path: string, headers?: Record<string, string>) =>
      send<T>('GET', path, undefined, headers),
    post: <T = Record<string, unknown>>(path: string, body?: unknown, headers?: Record<string, string>) =>
      send<T>('POST', path, body, headers),
    patch: <T = Record<string, unknown>>(path: string, body?: unknown, headers?: Record<string, string>) =>
      send<T>('PATCH', path, body, headers),
    delete: (path: string) => send('DELETE', path),
    upload(file: Uint8Array, fileName: string, metadata: UploadMetadata = {}) {
      const form = new FormData()
      form.set('metadata', JSON.stringify({ allowDuplicate: true, ...metadata }))
      form.set('file', new Blob([new Uint8Array(file)]), fileName)
      return send<{ asset: Asset }>('POST', '/api/v1/uploads', form)
    },
    async bytes(path: string, headers: Record<string, string> = {}) {
      const response = await fetch(url + path, { headers: { cookie, ...headers } })
      return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
    },
    async signIn(email: string, password: string): Promise<TestClient> {
      const answer = await send('POST', '/api/auth/sign-in/email', { email, password })
      if (answer.status !== 200) throw new Error(`cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`)
      const session = answer.headers
        .getSetCookie()
        .map(part => part.split(';')[0])
        .join('; ')
      return testClient(url, personId, session)
    },
  }
}
