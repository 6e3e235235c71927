import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Asset, AssetEdit } from '#contracts/asset'
import type { Nomination } from '#contracts/nomination'
import { api } from '../app/api.ts'

type Page = { nominations: Nomination[]; next: string | null }
export type NominationState = Nomination['state']

/** Nominations, the one that has waited longest first. The desk asks again each half minute: units nominate all day. */
export function useNominations(state: NominationState | undefined) {
  return useInfiniteQuery({
    queryKey: ['nominations', 'list', state ?? null],
    queryFn: ({ signal, pageParam }) =>
      api<Page>('/api/v1/nominations', { signal, query: { state, limit: 100, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    refetchInterval: 30_000,
  })
}

/** The nominated asset in full: description, body, film. */
export function useNominatedAsset(id: string) {
  return useQuery({
    queryKey: ['asset', id, 'desk'],
    queryFn: ({ signal }) => api<{ asset: Asset }>(`/api/v1/assets/${id}`, { signal }).then(answer => answer.asset),
  })
}

export type DecisionInput = { id: string; decision: 'approve' | 'return'; note: string }

export function useDecide() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, decision, note }: DecisionInput) =>
      api<{ nomination: Nomination }>(`/api/v1/nominations/${id}/decision`, {
        method: 'POST',
        body: { decision, note },
      }),
    onSettled: (_answer, error) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['nominations'] }),
        error ? null : client.invalidateQueries({ queryKey: ['deliveries'] }),
      ]),
  })
}

/** Adds what clearance misses; refused with `edited-meanwhile` when somebody else was faster. */
export function useMend(asset: Pick<Asset, 'id' | 'revision'>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: AssetEdit) =>
      api<{ asset: Asset }>(`/api/v1/assets/${asset.id}`, { method: 'PATCH', body, revision: asset.revision }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['nominations'] }),
        client.invalidateQueries({ queryKey: ['asset', asset.id] }),
      ]),
  })
}
