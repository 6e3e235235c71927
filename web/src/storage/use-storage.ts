import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Quota, QuotaChange } from '#contracts/quota'
import type { DamagedObject, StorageAnswer } from '#contracts/storage'
import { api } from '../app/api.ts'

const key = ['storage'] as const

export function useStorage() {
  return useQuery({
    queryKey: [...key, 'state'],
    queryFn: ({ signal }) => api<StorageAnswer>('/api/v1/storage', { signal }),
    refetchInterval: 10_000,
  })
}

export function useDamaged() {
  return useInfiniteQuery({
    queryKey: [...key, 'damaged'],
    queryFn: ({ signal, pageParam }) =>
      api<{ damaged: DamagedObject[]; next: string | null }>('/api/v1/storage/damaged', {
        signal,
        query: { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    refetchInterval: 10_000,
  })
}

/** Asks for a pass over what is due, or for a look at one object. */
export function useCheck() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (objectId?: string) =>
      api<void>(objectId ? `/api/v1/storage/objects/${objectId}/check` : '/api/v1/storage/fixity', { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

/** Sets what a unit may keep. */
export function useSetQuota(unit: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: QuotaChange) =>
      api<Quota>(`/api/v1/units/${encodeURIComponent(unit)}/quota`, { method: 'PUT', body: change }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['quota'] })
      return client.invalidateQueries({ queryKey: key })
    },
  })
}
