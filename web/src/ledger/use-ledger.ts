import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AssetRecall, Differing } from '#contracts/channel-admin'
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

export function useRecallPage(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['recalls', id],
    enabled,
    queryFn: ({ signal }) => api<RecallPage>(`/api/v1/recalls/${id}`, { signal }),
    refetchInterval: 3_000,
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
    // A look that was asked for is done by a worker within seconds.
    refetchInterval: 5_000,
  })
}

export function useCheckLiveness(assetId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (deliveryId: string) => api(`/api/v1/deliveries/${deliveryId}/liveness`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['liveness', assetId] }),
  })
}

/** Public pages that changed or were lost; for curators. */
export function useDiffering(enabled: boolean) {
  return useQuery({
    queryKey: ['liveness', 'differing'],
    enabled,
    queryFn: async ({ signal }) => (await api<{ pages: Differing[] }>('/api/v1/liveness', { signal })).pages,
    refetchInterval: 20_000,
  })
}

/** The recall that stands for an item; null where none does. */
export function useAssetRecall(assetId: string) {
  return useQuery({
    queryKey: ['recalls', 'asset', assetId],
    queryFn: async ({ signal }) =>
      (await api<{ recall: AssetRecall }>(`/api/v1/assets/${assetId}/recall`, { signal })).recall,
    refetchInterval: query =>
      query.state.data && query.state.data.channelsDone < query.state.data.channels ? 3_000 : 30_000,
  })
}
