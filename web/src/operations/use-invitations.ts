import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Invitation, NewInvitation } from '#contracts/identity'
import { api } from '../app/api.ts'

const key = ['invitations']
const at = (id: string) => `/api/v1/invitations/${encodeURIComponent(id)}`

/** `link` only for administrators, and only in this answer. */
export type Invited = { link: string | null; mailed: boolean }

export function useInvitations() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      api<{ invitations: Invitation[] }>('/api/v1/invitations', { signal }).then(answer => answer.invitations),
  })
}

function useChange<V, A>(mutationFn: (value: V) => Promise<A>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, gcTime: 0, onSettled: () => client.invalidateQueries({ queryKey: key }) })
}
export const useInvite = () =>
  useChange((body: NewInvitation) => api<Invited>('/api/v1/invitations', { method: 'POST', body }))
export const useResend = () => useChange((id: string) => api<Invited>(`${at(id)}/resending`, { method: 'POST' }))
export const useRevoke = () => useChange((id: string) => api<undefined>(at(id), { method: 'DELETE' }))
