import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UpdateDifference } from '#contracts/channel-admin'
import type { PendingUpdate } from '#contracts/ledger'
import { api } from '../app/api.ts'
import { useMe } from '../app/me.ts'

/** Items that stand somewhere, or should, as they were before an edit; for curators. */
export function usePendingUpdates() {
  const { may } = useMe()
  return useQuery({
    queryKey: ['updates', 'all'],
    queryFn: ({ signal }) =>
      api<{ updates: PendingUpdate[] }>('/api/v1/pending-updates', { signal }).then(answer => answer.updates),
    enabled: may.curate,
    refetchInterval: 20_000,
  })
}

export function useUpdateDifference(assetId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['updates', assetId],
    queryFn: ({ signal }) => api<UpdateDifference>(`/api/v1/assets/${assetId}/updates`, { signal }),
    enabled,
  })
}

/** Approves the item as it stands now, for these channels. */
export function useApproveUpdate(assetId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (channels: string[]) =>
      api<{ queued: number }>(`/api/v1/assets/${assetId}/updates`, { method: 'POST', body: { channels } }),
    onSettled: () =>
      Promise.all(
        [['updates'], ['deliveries'], ['liveness'], ['channels']].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
