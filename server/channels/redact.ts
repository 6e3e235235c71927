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

/** Shorter ones are words that anybody may write. */
const shortest = 6

/**
 * Blacks out secrets that are known, wherever they stand and however they are written there (plain, in base64, in an address): a
 * receiver that sends a password back in its page, an upload's address that lets anyone write.
 */
export function redactKnown(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter(secret => secret.length >= shortest)
    .flatMap(secret => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64(secret)])
  // The longest first: one may be part of another.
  const sorted = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return sorted.reduce((shown, form) => shown.replaceAll(form, black), text)
}

const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '')
