import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewPlaceSuccession, PlaceSuccession } from '#contracts/place-succession'
import type { SearchAnswer } from '#contracts/search'
import type {
  Ending,
  NewParent,
  NewSuccession,
  NewUnit,
  Reform,
  Rename,
  Succession,
  UnitHistory,
  UnitPage,
} from '#contracts/unit-history'
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

/** The unit's items that this person may see, its predecessors' with them: how many, and the newest. */
export function useUnitItems(code: string) {
  return useQuery({
    queryKey: ['search', 'unit-items', code],
    queryFn: ({ signal }) =>
      api<SearchAnswer>('/api/v1/search', { signal, query: { unit: [code], sort: 'newest', limit: 12 } }),
  })
}

export function useReforms() {
  return useQuery({
    queryKey: ['units', 'reforms'],
    queryFn: ({ signal }) => api<{ reforms: Reform[] }>('/api/v1/reforms', { signal }).then(answer => answer.reforms),
  })
}

export function usePlaceSuccessions() {
  return useQuery({
    queryKey: ['units', 'places'],
    queryFn: ({ signal }) =>
      api<{ successions: PlaceSuccession[] }>('/api/v1/place-successions', { signal }).then(
        answer => answer.successions,
      ),
  })
}

export type UnitChange =
  | { act: 'create'; body: NewUnit }
  | { act: 'rename'; code: string; body: Rename }
  | { act: 'parent'; code: string; body: NewParent }
  | { act: 'end'; code: string; body: Ending }
  | { act: 'place'; body: NewPlaceSuccession }
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
    case 'parent':
      return post(`units/${encodeURIComponent(change.code)}/parents`, change.body)
    case 'end':
      return post(`units/${encodeURIComponent(change.code)}/ending`, change.body)
    case 'place':
      return post('place-successions', change.body)
    case 'succession':
      return post('unit-successions', change.body)
    case 'reform':
      return post(`reforms/${encodeURIComponent(change.code)}/application`)
    case 'curate':
      return api('/api/v1/settings/curating-unit', { method: 'PUT', body: { unit: change.code } })
  }
}
