import { useCallback, useEffect, useRef, useState } from 'react'
import { type ArticleDraft, dropDraft, isBlank, readDraft, saveDraft } from './saved-draft.ts'

const pauseMs = 700

/** The article being written, kept on this computer a moment after the last key. */
export function useArticleDraft(personId: string, empty: ArticleDraft) {
  const [restored, setRestored] = useState(() => readDraft(localStorage, personId, empty))
  const [draft, setDraft] = useState<ArticleDraft>(restored?.draft ?? empty)
  const [saved, setSaved] = useState<{ at: number; kept: boolean } | null>(null)
  const latest = useRef(draft)
  latest.current = draft
  const dirty = useRef(false)

  const keep = useCallback(() => {
    if (!dirty.current) return
    dirty.current = false
    if (isBlank(latest.current)) {
      dropDraft(localStorage, personId)
      return
    }
    const at = Date.now()
    setSaved({ at, kept: saveDraft(localStorage, personId, { at, draft: latest.current }) })
  }, [personId])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the draft starts the pause anew.
  useEffect(() => {
    const timer = setTimeout(keep, pauseMs)
    return () => clearTimeout(timer)
  }, [draft, keep])
  // The last words are kept also when the page is left within the pause.
  useEffect(() => {
    window.addEventListener('pagehide', keep)
    return () => {
      window.removeEventListener('pagehide', keep)
      keep()
    }
  }, [keep])

  return {
    draft,
    saved,
    restoredAt: restored?.at ?? null,
    change: (patch: Partial<ArticleDraft>) => {
      dirty.current = true
      setDraft(old => ({ ...old, ...patch }))
    },
    discard: () => {
      dirty.current = false
      dropDraft(localStorage, personId)
      setDraft(empty)
      setRestored(null)
      setSaved(null)
    },
  }
}
