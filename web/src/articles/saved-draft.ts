import type { MetadataDraft } from './metadata-draft.ts'

export type ArticleDraft = { title: string; body: string; metadata: MetadataDraft }
export type SavedDraft = { at: number; draft: ArticleDraft }
/** The part of `localStorage` that is used; a browser may close it to us. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

// One place a person: two people at one office computer keep their own.
const keyOf = (personId: string) => `hub.article.${personId}`

export function saveDraft(store: DraftStore, personId: string, saved: SavedDraft): boolean {
  try {
    store.setItem(keyOf(personId), JSON.stringify(saved))
    return true
  } catch {
    return false
  }
}

/** The kept draft over the fields of today's form, so that a draft of an older page still opens; null when there is none. */
export function readDraft(store: DraftStore, personId: string, empty: ArticleDraft): SavedDraft | null {
  try {
    const saved = JSON.parse(store.getItem(keyOf(personId)) ?? 'null') as Partial<SavedDraft> | null
    const draft = saved?.draft
    if (typeof saved?.at !== 'number' || typeof draft?.body !== 'string' || typeof draft.title !== 'string') return null
    return { at: saved.at, draft: { ...draft, metadata: { ...empty.metadata, ...draft.metadata } } }
  } catch {
    return null
  }
}

export function dropDraft(store: DraftStore, personId: string): void {
  try {
    store.removeItem(keyOf(personId))
  } catch {
    return
  }
}

export function isBlank(draft: ArticleDraft): boolean {
  return draft.title.trim() === '' && draft.body.trim() === '' && draft.metadata.description.trim() === ''
}
