/** What a search compares: composed letters, small ones. */
const plain = (text: string): string => text.normalize('NFC').toLocaleLowerCase('vi')

/** The pieces of a page (as pdf.js cuts its text) that hold part of what is looked for, by their places. */
export function piecesWith(pieces: readonly string[], wanted: string): number[] {
  const query = plain(wanted).trim()
  if (query === '') return []
  const texts = pieces.map(plain)
  const starts: number[] = []
  let whole = ''
  for (const text of texts) {
    starts.push(whole.length)
    whole += text
  }
  const found = new Set<number>()
  for (let at = whole.indexOf(query); at >= 0; at = whole.indexOf(query, at + query.length)) {
    texts.forEach((text, index) => {
      const start = starts[index] ?? 0
      if (text !== '' && start < at + query.length && start + text.length > at) found.add(index)
    })
  }
  return [...found]
}
