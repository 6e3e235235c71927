import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Delivery, Recall } from '#contracts/delivery'
import { api } from '../app/api.ts'
import { isMoving } from './delivery-groups.ts'

type Page = { deliveries: Delivery[]; next: string | null }
const everyMs = 3_000

/** Deliveries of one channel or of all, newest first; asks again every three seconds while one of them is under way. */
export function useDeliveries(channel: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['deliveries', 'list', channel ?? null],
    queryFn: ({ signal, pageParam }) =>
      api<Page>('/api/v1/deliveries', { signal, query: { channel, limit: 50, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    refetchInterval: query => (query.state.data?.pages.some(page => page.deliveries.some(isMoving)) ? everyMs : 30_000),
  })
}

export function useRetryDelivery() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api<{ delivery: Delivery }>(`/api/v1/deliveries/${id}/retry`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  })
}

export function useHandReceipt() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; publicUrl?: string; note: string; screenshot?: string }) =>
      api<{ delivery: Delivery }>(`/api/v1/deliveries/${id}/receipt`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  })
}

export type RecallAnswer = { deliveries: Delivery[]; cancelled: number }

export function useRecall() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ assetId, body }: { assetId: string; body: Recall }) =>
      api<RecallAnswer>(`/api/v1/assets/${assetId}/recall`, { method: 'POST', body }),
    onSettled: (_answer, _error, { assetId }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['deliveries'] }),
        client.invalidateQueries({ queryKey: ['asset', assetId] }),
        client.invalidateQueries({ queryKey: ['timeline', assetId] }),
        client.invalidateQueries({ queryKey: ['channels'] }),
      ]),
  })
}
