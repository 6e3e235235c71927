import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ApiKey, KeyScope, NewApiKeyAnswer } from '#contracts/api-key'
import type { Me } from '#contracts/unit'
import { api } from '../app/api.ts'

export function useKeys() {
  return useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => api<{ keys: ApiKey[] }>('/api/v1/me/keys', { signal }).then(answer => answer.keys),
  })
}

export type KeyDraft = { name: string; scopes: KeyScope[]; expiresInDays: number }

export function useCreateKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: KeyDraft) => api<NewApiKeyAnswer>('/api/v1/me/keys', { method: 'POST', body }),
    // The answer holds the secret: it must not outlive the dialog in a cache.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  })
}

export function useRevokeKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api<undefined>(`/api/v1/me/keys/${id}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  })
}

/** Only the scopes that this person could use; the server narrows by the roles of the moment in any case. */
export function scopesFor(may: Me['may']): KeyScope[] {
  const writes: KeyScope[] = may.upload || may.curate ? ['upload', 'edit', 'nominate'] : []
  return ['read', ...writes, ...(may.curate ? (['curate'] as const) : [])]
}
