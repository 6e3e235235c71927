import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LedgerReceipt, Liveness, OwnRecall, RecallPage, RecallSummary, ReceiptProof } from '#contracts/ledger'
import { api } from '../app/api.ts'

export type LedgerFilter = { q?: string; channel?: string; state?: string; from?: string; to?: string }
type Page = { receipts: LedgerReceipt[]; next: string | null }

export function useReceipts(filter: LedgerFilter) {
  return useInfiniteQuery({
    queryKey: ['receipts', filter],
    queryFn: ({ signal, pageParam }) =>
      api<Page>('/api/v1/receipts', { signal, query: { ...filter, limit: 50, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
}

export function useProof(id: string) {
  return useQuery({
    queryKey: ['receipt', id],
    queryFn: ({ signal }) => api<ReceiptProof>(`/api/v1/receipts/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useRecalls(enabled: boolean) {
  return useQuery({
    queryKey: ['recalls', 'all'],
    enabled,
    queryFn: async ({ signal }) => (await api<{ recalls: RecallSummary[] }>('/api/v1/recalls', { signal })).recalls,
    refetchInterval: 15_000,
  })
}

export function useRecallPage(id: string) {
  return useQuery({
    queryKey: ['recalls', id],
    queryFn: ({ signal }) => api<RecallPage>(`/api/v1/recalls/${id}`, { signal }),
    refetchInterval: 5_000,
  })
}

export function useLift(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api<RecallPage>(`/api/v1/recalls/${id}/lifting`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['recalls'] }),
  })
}

export function useOwnRecalls() {
  return useQuery({
    queryKey: ['recalls', 'own'],
    queryFn: async ({ signal }) => (await api<{ recalls: OwnRecall[] }>('/api/v1/me/recalls', { signal })).recalls,
  })
}

export function useAcknowledge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, note }: { id: string; note: string }) =>
      api<{ recalls: OwnRecall[] }>(`/api/v1/me/recalls/${id}/acknowledgement`, { method: 'POST', body: { note } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['recalls'] }),
  })
}

export function useLiveness(assetId: string) {
  return useQuery({
    queryKey: ['liveness', assetId],
    queryFn: async ({ signal }) =>
      (await api<{ liveness: Liveness[] }>(`/api/v1/assets/${assetId}/liveness`, { signal })).liveness,
    refetchInterval: 10_000,
  })
}

export function useLivenessActs(assetId: string) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: ['liveness', assetId] })
  const check = useMutation({
    mutationFn: (deliveryId: string) => api(`/api/v1/deliveries/${deliveryId}/liveness`, { method: 'POST' }),
    onSettled,
  })
  const update = useMutation({
    mutationFn: (channelId: string) =>
      api(`/api/v1/assets/${assetId}/updates`, { method: 'POST', body: { channels: [channelId] } }),
    onSettled: () => Promise.all([onSettled(), client.invalidateQueries({ queryKey: ['deliveries'] })]),
  })
  return { check, update }
}
