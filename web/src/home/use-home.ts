import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { channelList, Delivery, deliveryList, RecallProposal } from '#contracts/delivery'
import type { nominationList } from '#contracts/nomination'
import type { RightsWarning } from '#contracts/reuse'
import type { SearchAnswer } from '#contracts/search'
import { api } from '../app/api.ts'
import { useMe } from '../app/me.ts'

type Nominations = z.infer<typeof nominationList>
const soon = 20_000

const useNominations = (state: 'open' | 'returned', limit: number) =>
  useQuery({
    queryKey: ['nominations', { state, limit }],
    queryFn: ({ signal }) => api<Nominations>('/api/v1/nominations', { query: { state, limit }, signal }),
    refetchInterval: soon,
  })
export const useOpenNominations = () => useNominations('open', 50)
export const useReturnedNominations = () => useNominations('returned', 8)

/** The newest items; those whose files are not ready are among them, as work comes in at the top. */
export const useNewest = () =>
  useQuery({
    queryKey: ['search', 'home newest'],
    queryFn: ({ signal }) => api<SearchAnswer>('/api/v1/search', { query: { sort: 'newest', limit: 14 }, signal }),
    refetchInterval: soon,
  })

/** What came in from my units and is not ready: being processed, or failed. */
export function useUnready() {
  const me = useMe()
  const units = me.uploadUnits.map(unit => unit.code)
  const answer = useQuery({
    queryKey: ['search', 'home unready', units],
    queryFn: ({ signal }) =>
      api<SearchAnswer>('/api/v1/search', { query: { unit: units, sort: 'newest', limit: 100 }, signal }),
    enabled: units.length > 0,
    refetchInterval: query => (query.state.data?.hits.some(hit => hit.file === 'processing') ? 3000 : soon),
  })
  const hits = answer.data?.hits ?? []
  return {
    processing: hits.filter(hit => hit.file === 'processing'),
    failed: hits.filter(hit => hit.file === 'failed' || hit.file === 'damaged'),
  }
}

/** Rights of mine that end within 30 days. */
export const useWarnings = () =>
  useQuery({
    queryKey: ['warnings'],
    queryFn: ({ signal }) => api<{ warnings: RightsWarning[] }>('/api/v1/warnings', { signal }),
  })

/** What is live although its right has ended; for the desk. */
export function useRecallProposals() {
  const { may } = useMe()
  return useQuery({
    queryKey: ['recall-proposals'],
    queryFn: ({ signal }) => api<{ proposals: RecallProposal[] }>('/api/v1/recall-proposals', { signal }),
    enabled: may.curate,
    refetchInterval: soon,
  })
}

/** One click: takes it down everywhere, with the reason that the proposal names. */
export function useRecallProposed() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ asset, reason }: RecallProposal) =>
      api(`/api/v1/assets/${asset.id}/recall`, { method: 'POST', body: { reason } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['recall-proposals'] })
      void client.invalidateQueries({ queryKey: ['deliveries'] })
    },
  })
}

export const useChannelHealth = () =>
  useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => api<z.infer<typeof channelList>>('/api/v1/channels', { signal }),
    refetchInterval: soon,
  })

/** Deliveries that ended badly, newest first. */
export function useTroubledDeliveries(): Delivery[] {
  const ask = (state: 'dead' | 'rejected') => ({
    queryKey: ['deliveries', { state, limit: 5 }],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api<z.infer<typeof deliveryList>>('/api/v1/deliveries', { query: { state, newest: '1', limit: 5 }, signal }),
    refetchInterval: soon,
  })
  const dead = useQuery(ask('dead'))
  const rejected = useQuery(ask('rejected'))
  const all = [...(dead.data?.deliveries ?? []), ...(rejected.data?.deliveries ?? [])]
  return all.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, 6)
}
