import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Term } from '#contracts/vocabulary'
import { todayInVietnam } from '../articles/today.ts'
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
    const known = terms ? todayFirst(terms) : isError ? [] : null
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

/** Two provinces had one name: the one of today stands before the one that was. */
function todayFirst(terms: readonly Term[]): Term[] {
  const today = todayInVietnam(new Date())
  const ended = (term: Term) => term.validTo !== null && term.validTo < today
  return [...terms.filter(term => !ended(term)), ...terms.filter(ended)]
}
