import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChannelKindForm } from '#contracts/channel-admin'
import type { Channel } from '#contracts/delivery'
import type { Reconciliation } from '#contracts/ledger'
import { api } from '../app/api.ts'
import { useMe } from '../app/me.ts'
import type { ChannelBody } from './channel-draft.ts'

/** The kinds with their forms, in the page's language; for hub staff. */
export function useKinds() {
  const { i18n } = useTranslation()
  const { may } = useMe()
  return useQuery({
    queryKey: ['channel-kinds', i18n.language],
    queryFn: ({ signal }) =>
      api<{ kinds: ChannelKindForm[] }>('/api/v1/channel-kinds', { signal }).then(answer => answer.kinds),
    enabled: may.curate,
    staleTime: 10 * 60_000,
  })
}

/** Adds a channel, or with `id` changes it. */
export function useSaveChannel(id: string | undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ChannelBody & { kind?: Channel['kind']; code?: string }) =>
      api<{ channel: Channel }>(id ? `/api/v1/channels/${id}` : '/api/v1/channels', {
        method: id ? 'PATCH' : 'POST',
        body,
      }).then(answer => answer.channel),
    onSuccess: () =>
      Promise.all(
        // What the desk asks for is told by channel: a new one is not among those that are known.
        ['channels', 'desk-settings'].map(key => client.invalidateQueries({ queryKey: [key] })),
      ),
  })
}

const lookAgainMs = 2_000

/** The last comparisons with the receiver. While one was asked for or runs, it asks again every two seconds. */
export function useReconciliations(channelId: string, waiting: boolean) {
  return useQuery({
    queryKey: ['reconciliations', channelId],
    queryFn: ({ signal }) =>
      api<{ runs: Reconciliation[] }>(`/api/v1/channels/${channelId}/reconciliations`, { signal }).then(
        answer => answer.runs,
      ),
    refetchInterval: query => (waiting || query.state.data?.[0]?.endedAt === null ? lookAgainMs : 60_000),
  })
}

export function useReconcile(channelId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api(`/api/v1/channels/${channelId}/reconciliations`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['reconciliations', channelId] }),
  })
}
