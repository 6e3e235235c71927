import { useCallback, useEffect, useState } from 'react'
import { type OpenDocument, openDocument } from './open-document.ts'

export type DocumentState = { state: 'opening' | 'failed'; pdf: null } | { state: 'open'; pdf: OpenDocument['pdf'] }

/** The document at this address for as long as the reader stands there; `again` opens it anew after a failure. */
export function useDocument(url: string): DocumentState & { again: () => void } {
  const [tries, setTries] = useState(0)
  const [document, setDocument] = useState<DocumentState>({ state: 'opening', pdf: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try opens it anew
  useEffect(() => {
    const stop = new AbortController()
    const failed = () => {
      if (!stop.signal.aborted) setDocument({ state: 'failed', pdf: null })
    }
    setDocument({ state: 'opening', pdf: null })
    openDocument(url, stop.signal, failed).then(
      ({ pdf }) => stop.signal.aborted || setDocument({ state: 'open', pdf }),
      failed,
    )
    return () => stop.abort()
  }, [url, tries])
  return { ...document, again: useCallback(() => setTries(now => now + 1), []) }
}
