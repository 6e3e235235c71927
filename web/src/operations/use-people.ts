import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewInvitation } from '#contracts/identity'
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

type Invited = { link: string | null; mailed: boolean }
export function useInvite() {
  return useMutation({
    mutationFn: (body: NewInvitation) => api<Invited>('/api/v1/invitations', { method: 'POST', body }),
  })
}
