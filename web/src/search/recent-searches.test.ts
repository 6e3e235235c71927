import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetSearches, recentSearches, rememberSearch } from './recent-searches.ts'

const shelf = new Map<string, string>()

beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, value: string) => void shelf.set(key, value),
    removeItem: (key: string) => void shelf.delete(key),
  })
})
afterEach(() => {
  shelf.clear()
  vi.unstubAllGlobals()
})

describe('recent searches', () => {
  it('are the last six, the latest first, each once, in NFC', () => {
    for (const text of ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', ' bốn ', 'nu\u0301i   ba\u0300'])
      rememberSearch('a', text)
    expect(recentSearches('a')).toEqual(['núi bà', 'bốn', 'bảy', 'sáu', 'năm', 'ba'])
  })

  it('hold what was typed on instead of its beginning, and nothing of one letter', () => {
    for (const text of ['muối', 'nui', 'nui ba den', 'x', '  ']) rememberSearch('a', text)
    expect(recentSearches('a')).toEqual(['nui ba den', 'muối'])
  })

  it('are each person’s own, and are forgotten when asked', () => {
    rememberSearch('a', 'hồ Dầu Tiếng')
    rememberSearch('b', 'cao su')
    forgetSearches('a')
    expect([recentSearches('a'), recentSearches('b')]).toEqual([[], ['cao su']])
    expect([...shelf.keys()]).toEqual(['hub.recent.b'])
  })

  it('are nothing where something else was kept, or the browser keeps nothing', () => {
    shelf.set('hub.recent.a', '{"no":"list"}')
    shelf.set('hub.recent.b', '[1, "gốm"]')
    shelf.set('hub.recent.c', '[')
    expect([recentSearches('a'), recentSearches('b'), recentSearches('c')]).toEqual([[], ['gốm'], []])
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('closed')
      },
      setItem: () => {
        throw new Error('closed')
      },
    })
    expect(() => rememberSearch('a', 'gốm')).not.toThrow()
    expect(recentSearches('a')).toEqual([])
  })
})
