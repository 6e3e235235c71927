import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Delivery, DeliveryState, Recall } from '#contracts/delivery'
import type { ExchangeView } from '#contracts/ledger'
import { api } from '../app/api.ts'
import { type DeliveryGroup, isMoving, statesOf } from './delivery-groups.ts'

type Page = { deliveries: Delivery[]; next: string | null }
const everyMs = 3_000

export type DeliveryFilter = { channel: string | undefined; group: DeliveryGroup | 'any'; q: string }

/** Deliveries, newest first, as the filter has them; asks again every three seconds while one of them is under way. */
export function useDeliveries({ channel, group, q }: DeliveryFilter) {
  return useInfiniteQuery({
    queryKey: ['deliveries', 'list', { channel, group, q }],
    queryFn: ({ signal, pageParam }) =>
      api<Page>('/api/v1/deliveries', {
        signal,
        query: { channel, q: q || undefined, state: statesOf(group), limit: 50, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    refetchInterval: query => (query.state.data?.pages.some(page => page.deliveries.some(isMoving)) ? everyMs : 30_000),
    placeholderData: keepPreviousData,
  })
}

/** How many there are in each state, of every page; `newest`: of the newest versions only. */
export function useDeliveryCounts({ channel, q, newest }: Omit<DeliveryFilter, 'group'> & { newest?: '1' }) {
  return useQuery<Record<DeliveryState, number>>({
    queryKey: ['deliveries', 'counts', { channel, q, newest }],
    queryFn: ({ signal }) =>
      api<{ counts: Record<DeliveryState, number> }>('/api/v1/delivery-counts', {
        signal,
        query: { channel, q: q || undefined, newest },
      }).then(answer => answer.counts),
    refetchInterval: 10_000,
    placeholderData: keepPreviousData,
  })
}

export function useExchanges(deliveryId: string) {
  return useQuery({
    queryKey: ['deliveries', 'exchanges', deliveryId],
    queryFn: ({ signal }) =>
      api<{ exchanges: ExchangeView[] }>(`/api/v1/deliveries/${deliveryId}/exchanges`, { signal }).then(
        answer => answer.exchanges,
      ),
  })
}

export type DeadRetry = { retried: number; refused: { id: string; detail: string }[] }

export function useRetryDead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (channel: string | undefined) =>
      api<DeadRetry>('/api/v1/deliveries/dead-retries', { method: 'POST', body: channel ? { channel } : {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  })
}

export function useCancelDelivery() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      api<{ delivery: Delivery }>(`/api/v1/deliveries/${id}/cancellation`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
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

export type RecallAnswer = { recallId: string; deliveries: Delivery[]; cancelled: number }

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
        client.invalidateQueries({ queryKey: ['recalls'] }),
        client.invalidateQueries({ queryKey: ['liveness'] }),
      ]),
  })
}
