import type { FileSays } from './embedded-words.ts'
import { sameWords } from './same-words.ts'

export type NamedTerm = { scheme: string; code: string; nameVi: string; nameEn: string | null; uri: string | null }
export type MatchedTerms = { topics: string[]; tags: string[]; places: string[]; statement: string | null }

const prefix = /^(tinh|thanh pho|thanh pho truc thuoc trung uong|phuong|xa|thi xa|thi tran|huyen|quan|tp|p|x|h|tx|tt) /
const suffix = / (province|commune|ward|district|city|town)$/
const ended = / \((den|until) .*\)$/

/**
 * What a file says against the vocabulary: keywords that are a topic's name (folded) become that topic, the rest stays free; places
 * by their name with or without what they are; an address of a licence becomes the hub's own form of it. Pure.
 */
export function matchTerms(says: FileSays, terms: readonly NamedTerm[]): MatchedTerms {
  const topics = codesByName(terms, 'topic', sameWords)
  const places = codesByName(terms, 'place', placeName)
  const whole = codesByName(terms, 'place', sameWords)
  const matched = says.keywords.map(word => ({ word, code: topics.get(sameWords(word)) }))
  const placeCodes = says.places.flatMap(name => whole.get(sameWords(name)) ?? places.get(placeName(name)) ?? [])
  return {
    topics: distinct(matched.flatMap(each => each.code ?? [])).slice(0, 20),
    tags: distinct(matched.flatMap(each => (each.code ? [] : [each.word]))),
    places: distinct(placeCodes).slice(0, 20),
    statement: statementIn(says, terms),
  }
}

const distinct = (values: readonly string[]) => [...new Set(values)]
const placeName = (name: string) =>
  sameWords(name.replace(/\([^)]*\)/g, ' '))
    .replace(ended, '')
    .replace(prefix, '')
    .replace(suffix, '')

function codesByName(
  terms: readonly NamedTerm[],
  scheme: string,
  named: (name: string) => string,
): Map<string, string> {
  const found = new Map<string, string>()
  // The first wins, but what holds today stands before what has ended: the caller's order.
  for (const term of terms) {
    if (term.scheme !== scheme) continue
    for (const name of [term.nameVi, term.nameEn ?? '']) {
      const key = named(name)
      if (key !== '' && !found.has(key)) found.set(key, term.code)
    }
  }
  return found
}

/** `http://creativecommons.org/licenses/by/4.0/deed.vi` and `https://creativecommons.org/licenses/by/4.0/` are one licence. */
function statementIn({ texts }: FileSays, terms: readonly NamedTerm[]): string | null {
  const addresses = [texts.rights, texts.notice, texts.usageTerms].flatMap(
    said => said?.value.match(/https?:\/\/[^\s<>"')]+/g) ?? [],
  )
  const known = terms.filter(term => term.scheme === 'rights' && term.uri)
  for (const address of addresses) {
    const found = known.find(term => licence(term.uri!) === licence(address))
    if (found?.uri) return found.uri
  }
  return null
}

const licence = (address: string) =>
  address
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/^rightsstatements\.org\/page\//, 'rightsstatements.org/vocab/')
    .replace(/(deed|legalcode)(\.[a-z_-]+)?$/, '')
    .replace(/(\/\d\.\d)\/[a-z]{2}\/?$/, '$1')
    .replace(/\/+$/, '')
