import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { TrashedAsset } from '#contracts/trash'
import { api } from '../app/api.ts'

type TrashPage = { assets: TrashedAsset[]; next: string | null }

export function useTrash() {
  return useInfiniteQuery({
    queryKey: ['trash'],
    queryFn: ({ signal, pageParam }) => api<TrashPage>('/api/v1/trash', { signal, query: { cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    refetchOnMount: 'always',
  })
}

/** Takes an item out of the trash; `back` puts it in again. */
export function useRestore() {
  const client = useQueryClient()
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['search'] })
    void client.invalidateQueries({ queryKey: ['asset'] })
    return client.invalidateQueries({ queryKey: ['trash'] })
  }
  const of = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}`
  const restore = useMutation({
    mutationFn: (id: string) => api(`${of(id)}/restoration`, { method: 'POST' }),
    onSettled: refresh,
  })
  const back = useMutation({ mutationFn: (id: string) => api(of(id), { method: 'DELETE' }), onSettled: refresh })
  return { restore, back }
}
