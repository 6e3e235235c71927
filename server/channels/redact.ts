const secretHeader =
  /^(authorization|proxy-authorization|cookie|set-cookie|signature|signature-input)$|signature|secret|token|api-?key|password|credential/i
const secretMember =
  /("(?:[^"\\]*(?:password|secret|token|api_?key|credential|authorization)[^"\\]*)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi
const secretQuery = /([?&](?:[^=&#\s]*(?:token|secret|signature|key|password)[^=&#\s]*)=)[^&#\s"]*/gi
const black = '•••'

/** Headers, their names in lower case, with what grants anything blacked out: authorisation, cookies, signatures, keys. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      secretHeader.test(name) ? black : redactText(value),
    ]),
  )
}

/** Text (a body, an address) with the values of JSON members and query parameters that are named as secrets blacked out. */
export function redactText(text: string): string {
  return text.replace(secretMember, `$1"${black}"`).replace(secretQuery, `$1${black}`)
}
