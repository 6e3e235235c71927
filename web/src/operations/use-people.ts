import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RoleChange } from '#contracts/people-operations'
import type { NewPerson, Person, Unit } from '#contracts/unit'
import { api } from '../app/api.ts'

export function usePeople() {
  return useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => api<{ people: Person[] }>('/api/v1/people', { signal }).then(answer => answer.people),
  })
}

export function useUnits() {
  return useQuery({
    queryKey: ['units'],
    queryFn: ({ signal }) => api<{ units: Unit[] }>('/api/v1/units', { signal }).then(answer => answer.units),
    staleTime: 10 * 60_000,
  })
}

export function useCreatePerson() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewPerson) =>
      api<{ person: Person }>('/api/v1/people', { method: 'POST', body }).then(answer => answer.person),
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
  })
}

export function useSuspend() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, suspended }: { id: string; suspended: boolean }) =>
      api<unknown>(`/api/v1/people/${id}/suspension`, { method: suspended ? 'PUT' : 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
  })
}

/** Every role of a person at once. What may be uploaded and seen hangs on it, also the own. */
export function useChangeRoles() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: RoleChange }) =>
      api<unknown>(`/api/v1/people/${id}/roles`, { method: 'PUT', body }),
    onSuccess: () => client.invalidateQueries(),
  })
}

export function useErasePerson() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api<undefined>(`/api/v1/people/${id}/erasure`, { method: 'POST' }),
    onSuccess: () => client.invalidateQueries(),
  })
}

/** Where everything that the hub holds about a person is fetched from. */
export function personExportUrl(id: string): string {
  return `/api/v1/people/${id}/export`
}
