/** What a browser does with cookies and redirects, and no more: enough to sign in without one. */
export type CookieBrowser = {
  cookies: Map<string, string>
  /** One exchange; redirects are not followed. */
  send(url: string, init?: RequestInit): Promise<Response>
  /** Follows redirects for as long as `on` says so; answers the last response and where it came from. */
  follow(url: string, on: (next: URL) => boolean, init?: RequestInit): Promise<{ url: URL; response: Response }>
}

/** A jar as browsers keep it: cookies belong to a host, whatever its port. */
export function cookieBrowser(): CookieBrowser {
  const cookies = new Map<string, string>()
  const send = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(pair => pair.join('=')).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return {
    cookies,
    send,
    async follow(start, on, init) {
      let url = new URL(start)
      let response = await send(start, init)
      for (let hops = 0; hops < 20; hops += 1) {
        const location = response.headers.get('location')
        if (!location) return { url, response }
        const next = new URL(location, url)
        if (!on(next)) return { url: next, response }
        url = next
        response = await send(url.href)
      }
      throw new Error('too many redirects')
    },
  }
}
