import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Asset } from '#contracts/asset'
import type { Processing } from '#contracts/processing'
import { api } from '../app/api.ts'

const of = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}/processing`

/** What is being done to the file, and its place in the line; only those who may edit are told. */
export const useProcessing = (asset: Asset) =>
  useQuery({
    queryKey: ['processing', asset.id],
    queryFn: async ({ signal }) => (await api<{ processing: Processing }>(of(asset.id), { signal })).processing,
    enabled: asset.file === 'processing' && asset.may.edit,
    refetchInterval: 3000,
  })

export function useChangeProcessing(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: 'cancel' | 'retry') => api<{ processing: Processing }>(`${of(id)}/${act}`, { method: 'POST' }),
    onSettled: () =>
      Promise.all(
        [['asset', id], ['processing', id], ['timeline', id], ['search']].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
