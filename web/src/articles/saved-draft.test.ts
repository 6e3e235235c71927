import { describe, expect, it } from 'vitest'
import { emptyDraft } from './metadata-draft.ts'
import { dropDraft, isBlank, readDraft, saveDraft } from './saved-draft.ts'

const empty = { title: '', body: '', metadata: emptyDraft('2026-11-23', 'bao') }
const draft = { ...empty, title: 'Lễ hội', body: 'Nội dung' }
function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

describe('draft of an article', () => {
  it('opens again as it was left, for the same person only', () => {
    const store = memory()
    expect(saveDraft(store, 'an', { at: 5, draft })).toBe(true)
    expect(readDraft(store, 'an', empty)).toEqual({ at: 5, draft })
    expect(readDraft(store, 'binh', empty)).toBeNull()
    dropDraft(store, 'an')
    expect(readDraft(store, 'an', empty)).toBeNull()
  })
  it('fills in fields that an older page did not have', () => {
    const store = memory()
    store.setItem(
      'hub.article.an',
      JSON.stringify({ at: 5, draft: { title: 'A', body: 'B', metadata: { creator: 'C' } } }),
    )
    expect(readDraft(store, 'an', empty)?.draft.metadata).toEqual({ ...empty.metadata, creator: 'C' })
  })
  it('says so when the browser keeps nothing, and survives what is no draft', () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new Error('full')
      },
    }
    expect(saveDraft(full, 'an', { at: 5, draft })).toBe(false)
    expect(readDraft({ ...memory(), getItem: () => '{"at":' }, 'an', empty)).toBeNull()
    expect(readDraft({ ...memory(), getItem: () => '[]' }, 'an', empty)).toBeNull()
  })
  it('is blank until something was written', () => {
    expect(isBlank(empty)).toBe(true)
    expect(isBlank(draft)).toBe(false)
  })
})
