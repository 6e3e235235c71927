import { describe, expect, it } from 'vitest'
import { firstWords } from './i18n.ts'
import type { Language } from './language.ts'
import { moreWords } from './more-words.ts'

const wordsOf = (language: Language) => {
  const [first, more] = [firstWords(language), moreWords(language)]
  return { ...first, ...more, app: { ...first.app, problem: { ...first.app?.problem, ...more.app.problem } } }
}
type Tree = { [key: string]: string | Tree }

function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  )
}
const parameters = (text: string) => [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(match => match[1]))].sort()
const tags = (text: string) => [...new Set([...text.matchAll(/<\/?(\w+)>/g)].map(match => match[1]))].sort()

const vi = flat(wordsOf('vi') as unknown as Tree)
const en = new Map(flat(wordsOf('en') as unknown as Tree))

describe('the words of both languages', () => {
  it('say something for each key, in each language', () => {
    expect(vi.length).toBeGreaterThan(100)
    expect(vi.filter(([key, text]) => text.trim() === '' || !en.get(key)?.trim())).toEqual([])
  })

  it('take the same parameters and marks in Vietnamese and in English', () => {
    const differing = vi.filter(([key, text]) => {
      const other = en.get(key) ?? ''
      return parameters(text).join() !== parameters(other).join() || tags(text).join() !== tags(other).join()
    })
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it('have no key that only English knows, but for the singular', () => {
    const known = new Set(vi.map(([key]) => key))
    expect([...en.keys()].filter(key => !known.has(key) && !known.has(key.replace(/_one$/, '_other')))).toEqual([])
  })
})
