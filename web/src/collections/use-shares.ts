import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { NewShare, Share, shareVisits } from '#contracts/share'
import { api } from '../app/api.ts'

const path = (id: string) => `/api/v1/collections/${encodeURIComponent(id)}/shares`

export function useShares(id: string) {
  return useQuery({
    queryKey: ['shares', id],
    queryFn: ({ signal }) => api<{ shares: Share[] }>(path(id), { signal }).then(answer => answer.shares),
  })
}

export function useCreateShare(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Partial<NewShare> & { expiresInDays: number }) =>
      api<{ share: Share; url: string }>(path(id), { method: 'POST', body }),
    // The answer holds the address: it must not outlive the dialog in a cache.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: ['shares', id] }),
  })
}

export function useRevokeShare(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (shareId: string) => api<undefined>(`${path(id)}/${shareId}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['shares', id] }),
  })
}

export function useVisits(id: string, shareId: string) {
  return useQuery({
    queryKey: ['share-visits', shareId],
    queryFn: ({ signal }) => api<z.infer<typeof shareVisits>>(`${path(id)}/${shareId}/visits`, { signal }),
  })
}
