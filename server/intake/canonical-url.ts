const tracking = /^(utm_\w+|fbclid|gclid|zarsrc|mc_[ce]id|ref|ref_src|source|at_\w+)$/i

/**
 * Two addresses of one page as one text: scheme and `www.` away, host in lower case, no fragment, no marks of campaigns, parameters in
 * order, no slash at the end. Null stays null.
 */
export function canonicalUrl(address: string | null): string | null {
  if (!address || !URL.canParse(address)) return null
  const url = new URL(address)
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name)
  url.searchParams.sort()
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(index\.(html?|php)|amp)$/i, '')
  const query = url.searchParams.toString()
  return `${url.host.toLowerCase().replace(/^(www|m)\./, '')}${path}${query ? `?${query}` : ''}`
}
