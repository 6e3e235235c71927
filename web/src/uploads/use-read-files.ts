import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { termsQuery } from '../articles/use-terms.ts'
import { proposedWords } from './proposed-words.ts'
import { readEmbedded } from './read-embedded.ts'
import type { Queue } from './upload-queue.ts'
import { dispatch, fileOf } from './upload-store.ts'

const lines = 2
let reading = 0
const begun = new Set<string>()

/** Reads what each file in the list says of itself, two at a time, once the vocabulary is here. */
export function useReadFiles({ items }: Queue): void {
  const { data: terms, isError } = useQuery(termsQuery)
  useEffect(() => {
    // Without the vocabulary keywords stay free words: better than no proposal.
    const known = terms ?? (isError ? [] : null)
    if (!known) return
    for (const { id, state, proposed, unpack } of items) {
      if (reading >= lines) return
      const file = state === 'staged' && proposed === null && !unpack && !begun.has(id) ? fileOf(id) : undefined
      if (!file) continue
      begun.add(id)
      reading += 1
      void readEmbedded(file)
        .catch(() => null)
        .then(says => {
          reading -= 1
          // The next in the list begins where this is told.
          dispatch({ type: 'read', id, proposed: says ? proposedWords(says, known) : {} })
        })
    }
  }, [items, terms, isError])
}
