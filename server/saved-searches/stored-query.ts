import { type SearchQuestion, searchQuestion } from '#contracts/search'

type Plain = Record<string, string | number | string[]>

/** A question as it is kept: what says nothing (no words, an empty filter, the usual order) is left out. */
export function plainQuery(question: SearchQuestion): Plain {
  const plain: Plain = {}
  for (const [name, value] of Object.entries(question)) {
    // A page of it, as a search asks for one, is no part of the question.
    if (!(name in searchQuestion.shape)) continue
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    if (name === 'sort' && value === 'relevance') continue
    plain[name] = value
  }
  return plain
}

/**
 * What was kept, by the contract of today. A filter that there is no longer, and a value that a filter does not take any more, is left
 * out and named in `dropped`: the search goes on without it, and its owner is shown so.
 */
export function readStored(stored: unknown): { question: SearchQuestion; dropped: string[] } {
  const members = typeof stored === 'object' && stored !== null ? Object.entries(stored) : []
  const kept: Record<string, unknown> = {}
  const dropped: string[] = []
  for (const [name, value] of members) {
    const whole = accepts(name, value)
    const parts = whole ? value : Array.isArray(value) ? value.filter(part => accepts(name, [part])) : []
    if (!whole) dropped.push(name)
    if (whole || (parts as unknown[]).length > 0) kept[name] = parts
  }
  return { question: searchQuestion.parse(kept), dropped }
}

const accepts = (name: string, value: unknown): boolean => searchQuestion.safeParse({ [name]: value }).success
