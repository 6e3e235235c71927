import { openAsBlob } from 'node:fs'

export type ApiClient = ReturnType<typeof apiClient>

/** Speaks to the hub's public API as any program would. Every method throws with the problem's own text where the answer is one. */
export function apiClient(hubUrl: string, cookie: string) {
  const call = async <T>(method: string, path: string, body?: FormData | object): Promise<T> => {
    const json = body !== undefined && !(body instanceof FormData)
    const response = await fetch(hubUrl + path, {
      method,
      headers: { cookie, ...(json ? { 'content-type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as FormData) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    get: <T>(path: string) => call<T>('GET', path),
    post: <T>(path: string, body: object) => call<T>('POST', path, body),
    /** The upload as the contract says: metadata first, then the file. */
    async upload<T>(file: string, fileName: string, metadata: object): Promise<T> {
      const form = new FormData()
      form.set('metadata', JSON.stringify(metadata))
      form.set('file', await openAsBlob(file), fileName)
      return call<T>('POST', '/api/v1/uploads', form)
    },
  }
}

/** Signs in and returns a client with the session. */
export async function signIn(hubUrl: string, email: string, password: string): Promise<ApiClient> {
  const response = await fetch(`${hubUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`sign-in of ${email}: ${response.status} ${await response.text()}`)
  const cookie = response.headers.getSetCookie().map(part => part.split(';')[0])
  return apiClient(hubUrl, cookie.join('; '))
}
