import { describe, expect, it } from 'vitest'
import { forgetUrl, recordOf, remember } from './resume-records.ts'

function memory(broken = false) {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (broken) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, value)
    },
  }
}
const film = { name: 'Núi: Bà.mp4', size: 5_000_000_000, modified: 1_795_000_000_000 }
const record = (url: string, at = 1) => ({ url, at, metadata: '{"title":"Núi"}' })

describe('what this browser remembers of its uploads', () => {
  it('tells a file again by its address, for its own person alone', () => {
    const store = memory()
    remember(store, 'mai', film, record('/u/1'))
    expect(recordOf(store, 'mai', '/u/1')).toEqual({ modified: film.modified, metadata: '{"title":"Núi"}' })
    expect(recordOf(store, 'an', '/u/1')).toBeNull()
  })
  it('forgets an upload that has ended', () => {
    const store = memory()
    remember(store, 'mai', film, record('/u/1'))
    forgetUrl(store, 'mai', '/u/1')
    expect(recordOf(store, 'mai', '/u/1')).toBeNull()
  })
  it('keeps the newest when there are too many', () => {
    const store = memory()
    for (let n = 0; n < 410; n += 1) remember(store, 'mai', { ...film, name: `${n}.mp4` }, record(`/u/${n}`, n))
    expect(recordOf(store, 'mai', '/u/0')).toBeNull()
    expect(recordOf(store, 'mai', '/u/409')).not.toBeNull()
  })
  it('goes without where storage is closed or holds something else', () => {
    const closed = memory(true)
    expect(() => remember(closed, 'mai', film, record('/u/1'))).not.toThrow()
    const odd = memory()
    odd.setItem('hub.uploads.mai', 'no json')
    expect(recordOf(odd, 'mai', '/u/1')).toBeNull()
  })
})
