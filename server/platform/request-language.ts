/** The language to answer in, by Accept-Language (RFC 9110 §12.5.4): English only where it is preferred over Vietnamese. */
export function requestLanguage(acceptLanguage: string | undefined): 'vi' | 'en' {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map(part => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';')
      const q = params.map(p => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find(Boolean)
      return { tag: tag.split('-')[0], q: q === undefined ? 1 : Number(q) }
    })
    .filter(({ tag, q }) => (tag === 'vi' || tag === 'en') && q > 0)
    .sort((a, b) => b.q - a.q)
  return wanted[0]?.tag === 'en' ? 'en' : 'vi'
}
