/** What the hub puts in place of what is secret (server/channels/redact.ts). */
const blackedOut = '•••'

/** JSON with its members on lines of their own; anything else as it came. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

export type Piece = { secret: boolean; text: string }
/** A text in pieces, what is blacked out apart. */
export function piecesOf(text: string): Piece[] {
  return text
    .split(blackedOut)
    .flatMap((part, index) => [
      ...(index > 0 ? [{ secret: true, text: blackedOut }] : []),
      { secret: false, text: part },
    ])
    .filter(piece => piece.text !== '')
}

/** An address in its host and what follows: the second is what a person looks for. */
export function splitAddress(target: string): { host: string; path: string } {
  try {
    const { host, pathname, search } = new URL(target)
    return { host, path: pathname + search }
  } catch {
    return { host: '', path: target }
  }
}
