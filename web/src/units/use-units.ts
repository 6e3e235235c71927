import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SearchAnswer } from '#contracts/search'
import type { NewSuccession, NewUnit, Reform, Rename, Succession, UnitHistory, UnitPage } from '#contracts/unit-history'
import { api } from '../app/api.ts'

export function useUnitHistory() {
  return useQuery({
    queryKey: ['units', 'history'],
    queryFn: ({ signal }) =>
      api<{ units: UnitHistory[]; successions: Succession[] }>('/api/v1/unit-history', { signal }),
  })
}

export function useUnitPage(code: string) {
  return useQuery({
    queryKey: ['units', 'page', code],
    queryFn: ({ signal }) => api<UnitPage>(`/api/v1/units/${encodeURIComponent(code)}`, { signal }),
  })
}

/** How many of the unit's items this person may see, its predecessors' with them. */
export function useUnitItems(code: string) {
  return useQuery({
    queryKey: ['search', 'unit-items', code],
    queryFn: ({ signal }) => api<SearchAnswer>('/api/v1/search', { signal, query: { unit: [code], limit: 1 } }),
  })
}

export function useReforms() {
  return useQuery({
    queryKey: ['units', 'reforms'],
    queryFn: ({ signal }) => api<{ reforms: Reform[] }>('/api/v1/reforms', { signal }).then(answer => answer.reforms),
  })
}

export type UnitChange =
  | { act: 'create'; body: NewUnit }
  | { act: 'rename'; code: string; body: Rename }
  | { act: 'succession'; body: NewSuccession }
  | { act: 'reform'; code: string }
  | { act: 'curate'; code: string }

/** One change of units. Rights, names and what may be uploaded hang on it, so everything that was read is read anew. */
export function useChangeUnits() {
  const client = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries() })
}

function send(change: UnitChange): Promise<unknown> {
  const post = (path: string, body?: unknown) => api(`/api/v1/${path}`, { method: 'POST', body })
  switch (change.act) {
    case 'create':
      return post('units', change.body)
    case 'rename':
      return post(`units/${encodeURIComponent(change.code)}/names`, change.body)
    case 'succession':
      return post('unit-successions', change.body)
    case 'reform':
      return post(`reforms/${encodeURIComponent(change.code)}/application`)
    case 'curate':
      return api('/api/v1/settings/curating-unit', { method: 'PUT', body: { unit: change.code } })
  }
}
