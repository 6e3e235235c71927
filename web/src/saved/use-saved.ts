import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AlertWay, SavedSearch, SavedSearchList, SearchTermList, Unsubscription } from '#contracts/saved-search'
import { api } from '../app/api.ts'

const base = '/api/v1/me/saved-searches'
const key = ['saved-searches']
type Answer = { savedSearch: SavedSearch }

export function useSavedSearches() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api<SavedSearchList>(base, { signal }).then(answer => answer.savedSearches),
  })
}

export function useSavedSearch(id: string) {
  return useQuery({
    queryKey: [...key, id],
    queryFn: ({ signal }) =>
      api<Answer>(`${base}/${encodeURIComponent(id)}`, { signal }).then(answer => answer.savedSearch),
  })
}

type Change<T, A> = { ask: (input: T) => Promise<A> }
function useChange<T, A>({ ask }: Change<T, A>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: ask, onSettled: () => client.invalidateQueries({ queryKey: key }) })
}

export type SearchWish = { name: string; query: object; alert: AlertWay; mail: boolean; feed?: boolean }
export function useSaveSearch() {
  return useChange({ ask: (body: SearchWish) => api<Answer>(base, { method: 'POST', body }) })
}

export type SearchChange = Partial<SearchWish>
export function useChangeSearch(id: string) {
  return useChange({ ask: (body: SearchChange) => api<Answer>(`${base}/${id}`, { method: 'PATCH', body }) })
}

export function useDeleteSearch(id: string) {
  return useChange({ ask: () => api<void>(`${base}/${id}`, { method: 'DELETE' }) })
}

const stopOf = (token: string) => `/api/v1/unsubscriptions/${encodeURIComponent(token)}`

export function useUnsubscription(token: string) {
  return useQuery({
    queryKey: ['unsubscription', token],
    queryFn: ({ signal }) => api<Unsubscription>(stopOf(token), { signal }),
    retry: false,
  })
}

export function useUnsubscribe(token: string) {
  return useMutation({ mutationFn: () => api<void>(stopOf(token), { method: 'POST' }) })
}

export function useSearchTerms(month: string | undefined, on: boolean) {
  return useQuery({
    queryKey: ['search-terms', month ?? ''],
    queryFn: ({ signal }) => api<SearchTermList>('/api/v1/search-terms', { query: { month }, signal }),
    enabled: on,
  })
}
