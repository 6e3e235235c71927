import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scheme, Term } from '#contracts/vocabulary'
import { api } from '../app/api.ts'
import { todayInVietnam } from './today.ts'

/** All terms of all vocabularies. */
export const termsQuery = queryOptions({
  queryKey: ['terms', 'all'],
  queryFn: ({ signal }) => api<{ terms: Term[] }>('/api/v1/terms', { signal }).then(answer => answer.terms),
  staleTime: 10 * 60_000,
})

export type TermOption = { value: string; label: string }
type FormScheme = Extract<Scheme, 'topic' | 'place' | 'audience' | 'pillar' | 'theme' | 'rights'>
export type TermChoices = Record<FormScheme, TermOption[]>

/** The vocabularies as choices in the reader's language; terms that no longer hold today are left out. */
export function useTerms() {
  const { i18n } = useTranslation()
  const query = useQuery(termsQuery)
  const choices = useMemo(() => choicesOf(query.data ?? [], i18n.language), [query.data, i18n.language])
  return { choices, failed: query.isError, retry: query.refetch }
}

function choicesOf(terms: Term[], language: string): TermChoices {
  const today = todayInVietnam(new Date())
  const of = (scheme: FormScheme) =>
    terms
      .filter(term => term.scheme === scheme && (term.validTo === null || term.validTo >= today))
      .map(term => ({
        // A rights statement is known by its public address, everything else by its code.
        value: scheme === 'rights' ? (term.uri ?? '') : term.code,
        label: (language === 'en' ? term.nameEn : null) ?? term.nameVi,
      }))
      .filter((term, index, all) => term.value !== '' && all.findIndex(other => other.value === term.value) === index)
  return {
    ...{ topic: of('topic'), place: of('place'), audience: of('audience') },
    ...{ pillar: of('pillar'), theme: of('theme'), rights: of('rights') },
  }
}
