import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UnitMark, UnitMarkChange } from '#contracts/purpose'
import type { SearchAnswer } from '#contracts/search'
import { api } from '../app/api.ts'

const of = (code: string) => `/api/v1/units/${encodeURIComponent(code)}/mark`

export const useUnitMark = (code: string) =>
  useQuery({
    queryKey: ['unit-mark', code],
    queryFn: async ({ signal }) => (await api<{ mark: UnitMark }>(of(code), { signal })).mark,
  })

export function useSetUnitMark(code: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: UnitMarkChange) => api<{ mark: UnitMark }>(of(code), { method: 'PUT', body: change }),
    onSuccess: ({ mark }) => {
      client.setQueryData(['unit-mark', code], mark)
      void client.invalidateQueries({ queryKey: ['downloads'] })
    },
  })
}

/** Pictures of the unit's own by their words; nothing while nothing is typed. */
export const useLogos = (code: string, words: string) =>
  useQuery({
    queryKey: ['search', 'logos', code, words],
    queryFn: async ({ signal }) =>
      (
        await api<SearchAnswer>('/api/v1/search', {
          query: { q: words, unit: [code], kind: ['image'], limit: 6 },
          signal,
        })
      ).hits,
    enabled: words.trim().length > 1,
    placeholderData: before => before,
  })
