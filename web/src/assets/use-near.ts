import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Asset } from '#contracts/asset'
import type { NearPicture } from '#contracts/near'
import { api } from '../app/api.ts'

/** Other pictures that are nearly this one. */
export const useNear = (id: string, on: boolean) =>
  useQuery({
    queryKey: ['near', id],
    queryFn: async ({ signal }) => (await api<{ near: NearPicture[] }>(`/api/v1/assets/${id}/near`, { signal })).near,
    enabled: on,
    staleTime: 60_000,
  })

/** As `useNear`, for a picture that has just come in: looked for again for some seconds, as the hub compares behind everything else. */
export const useNearSoon = (id: string | null) =>
  useQuery({
    queryKey: ['near', id, 'soon'],
    queryFn: async ({ signal }) => (await api<{ near: NearPicture[] }>(`/api/v1/assets/${id}/near`, { signal })).near,
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) === 0 && state.dataUpdateCount < 4 ? 3000 : false),
  })

/** Makes the file of `from` the next version of another item; `from` then lies in the trash. */
export function useAdopt(from: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      api<{ asset: Asset }>(`/api/v1/assets/${id}/versions/adoptions`, { method: 'POST', body: { from } }),
    onSuccess: () => {
      for (const key of ['asset', 'near', 'search', 'versions']) void client.invalidateQueries({ queryKey: [key] })
    },
  })
}

/** How alike, in a word: of 64 bits of the picture's hash so many differ (at most 12). */
export function likeness(distance: number): 'same' | 'close' | 'alike' {
  return distance <= 2 ? 'same' : distance <= 7 ? 'close' : 'alike'
}
