import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { quarantined } from '#contracts/version'
import { api } from '../app/api.ts'

export type Quarantined = z.infer<typeof quarantined>
const key = ['quarantine'] as const

export function useQuarantine() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await api<{ files: Quarantined[] }>('/api/v1/quarantine', { signal })).files,
    refetchInterval: 30_000,
  })
}

/** Deletes an infected file for good. */
export function usePurge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api<void>(`/api/v1/quarantine/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}
