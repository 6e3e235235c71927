import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Asset } from '#contracts/asset'
import type { Clip, ClipList, NewClip } from '#contracts/clip'
import { api } from '../app/api.ts'

const of = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}/clips`

/** What was cut from where; looked at anew while a clip is being cut. */
export const useClips = (asset: Pick<Asset, 'id' | 'file'>) =>
  useQuery({
    queryKey: ['clips', asset.id, asset.file],
    queryFn: ({ signal }) => api<ClipList>(of(asset.id), { signal }),
    refetchInterval: query => (query.state.data?.clips.some(clip => clip.state === 'waiting') ? 2000 : false),
  })

export function useStopClip(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (clipId: string) => api<{ clip: Clip }>(`${of(id)}/${clipId}/cancel`, { method: 'POST' }),
    // Also when it was done meanwhile: the list then says so.
    onSettled: () => client.invalidateQueries({ queryKey: ['clips', id] }),
  })
}

export function useCutClip(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewClip) => api<{ clip: Clip }>(of(id), { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['clips', id] }),
  })
}
