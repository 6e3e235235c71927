const most = 6
// One place a person: two people at one office computer see each their own, until they sign out.
const prefix = 'hub.recent.'

/** What this person searched for last on this computer, the latest first; nothing where the browser keeps nothing. */
export function recentSearches(personId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + personId) ?? '[]')
    return Array.isArray(kept) ? kept.filter(text => typeof text === 'string').slice(0, most) : []
  } catch {
    return []
  }
}

/** Puts a search first among them; one of a letter says nothing. Words that only grew stand in the place of what they were. */
export function rememberSearch(personId: string, text: string): void {
  const words = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  if (words.length < 2) return
  const [last, ...others] = recentSearches(personId)
  const before = last === undefined || words.startsWith(last) ? others : [last, ...others]
  keep(personId, [words, ...before.filter(each => each !== words)].slice(0, most))
}

export function forgetSearches(personId: string): void {
  keep(personId, [])
}

function keep(personId: string, searches: readonly string[]): void {
  try {
    if (searches.length > 0) localStorage.setItem(prefix + personId, JSON.stringify(searches))
    else localStorage.removeItem(prefix + personId)
  } catch {
    return // a browser that keeps nothing still searches
  }
}
