// Controls, and the marks that reorder a line (CVE-2021-42574); line breaks and tabs stay.
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
// A piece is a tag, a sign for positioning of SubStation, or words; a lone `<` is words.
const pieces = /<[^<>]{0,200}>|\{\\[^{}]{0,200}\}|[^<{]+|[<{]/g
const kept = new Set(['b', 'i', 'u', 'v'])
const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '',
  rlm: '',
}

export type CueText = {
  /** As it stands in WebVTT: escaped, only the tags b, i, u and v, each closed. */
  vtt: string
  /** The words alone. */
  plain: string
  /** Whether something was taken out. */
  reduced: boolean
  /** SubStation's `{\an8}`: the words stand above. */
  top: boolean
}

/** Reduces what stands in a cue to words and the few tags that every player knows. Nothing of it can ever be markup elsewhere. */
export function cueText(source: string): CueText {
  const open: string[] = []
  let [vtt, plain, reduced, top] = ['', '', false, false]
  for (const [piece] of source.normalize('NFC').replace(unwanted, '').matchAll(pieces)) {
    const tag = piece.length < 3 ? null : /^<(\/?)([a-z]+)(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>$/i.exec(piece)
    const name = tag?.[2]?.toLowerCase() ?? ''
    if (tag?.[1] && kept.has(name)) {
      vtt += closed(open, name)
    } else if (tag && kept.has(name) && !tag[1]) {
      const voice = escaped(
        words(tag[3] ?? '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      if (name === 'v' && !voice) continue
      vtt += name === 'v' ? `<v ${voice}>` : `<${name}>`
      open.push(name)
    } else if (piece.length > 2 && /^(?:<.+>|\{\\.*\})$/s.test(piece)) {
      reduced ||= !/^\{\\an\d\}$/.test(piece)
      top ||= /^\{\\an[789]\}$/.test(piece)
    } else {
      vtt += escaped(words(piece))
      plain += words(piece)
    }
  }
  vtt += open
    .reverse()
    .map(name => `</${name}>`)
    .join('')
  return { vtt: lines(vtt), plain: lines(plain), reduced, top }
}

/** Closes a tag and what stands open inside it; nothing where it was never opened. */
function closed(open: string[], name: string): string {
  const at = open.lastIndexOf(name)
  return at < 0
    ? ''
    : open
        .splice(at)
        .reverse()
        .map(each => `</${each}>`)
        .join('')
}

const words = (text: string) =>
  !text.includes('&')
    ? text
    : text.replace(/&(amp|lt|gt|quot|apos|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '')
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
// An empty line would end the cue.
const lines = (text: string) =>
  text
    .split(/\r\n|\r|\n/)
    .map(each => each.trim())
    .filter(Boolean)
    .join('\n')
