const forms = [
  /^https?:\/\/creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+\/\d\.\d)(?:\/[a-z]{2})?\/?(?:deed\.?[\w-]*|legalcode[\w.-]*)?$/i,
  /^https?:\/\/rightsstatements\.org\/(?:vocab|page)\/([A-Za-z-]+)\/1\.0\/?(?:\?.*)?$/i,
]

/** A licence's address in the form that the hub knows; null for any other address: what it allows nobody here can tell. */
export function knownLicence(address: string | null | undefined): string | null {
  const given = (address ?? '').trim().slice(0, 200)
  const cc = forms[0]!.exec(given)
  if (cc) return `https://creativecommons.org/${cc[1]!.toLowerCase()}/${cc[2]!.toLowerCase()}/`
  const rs = forms[1]!.exec(given)
  return rs ? `http://rightsstatements.org/vocab/${rs[1]}/1.0/` : null
}
