/** An address's query as plain words: lists take commas, nothing is JSON. */
export function parseQuery(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifyQuery(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || value === null || value === ''
      ? []
      : [[name, Array.isArray(value) ? value.join(',') : String(value)]],
  )
  // Commas are allowed in a query (RFC 3986 §3.4) and read better plain.
  const text = new URLSearchParams(pairs as [string, string][]).toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}

/** Where to go after signing in: a path of this site and nothing else, so that no link can send people away. */
export function safeDestination(wanted: string | undefined): string {
  if (!wanted?.startsWith('/') || wanted.startsWith('//') || /[\\\u0000-\u001f]/.test(wanted)) return '/'
  try {
    const url = new URL(wanted, 'http://same.invalid')
    if (url.origin !== 'http://same.invalid' || url.pathname.startsWith('/dang-nhap')) return '/'
    return url.pathname + url.search + url.hash
  } catch {
    return '/'
  }
}
