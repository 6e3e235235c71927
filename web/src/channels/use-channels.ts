import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Channel } from '#contracts/delivery'
import { api } from '../app/api.ts'

const channelsQuery = queryOptions({
  queryKey: ['channels'],
  // The answer as it came: other pages keep it under the same key.
  queryFn: ({ signal }) => api<{ channels: Channel[] }>('/api/v1/channels', { signal }),
  select: answer => answer.channels,
  // Health changes by itself: a breaker closes, a queue empties.
  refetchInterval: 15_000,
})

export function useChannels() {
  return useQuery(channelsQuery)
}

export type ChannelTest = { ok: boolean; problem: string | null; text: string; ms: number }

/** Asks the receiver now; the answer is words, also where something is wrong. */
export function useTestChannel() {
  return useMutation({
    mutationFn: (id: string) =>
      api<{ test: ChannelTest }>(`/api/v1/channels/${id}/test`, { method: 'POST' }).then(answer => answer.test),
  })
}

export function useSwitchChannel() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; paused: boolean; reason: string }) =>
      api<{ channel: Channel }>(`/api/v1/channels/${id}/pause`, { method: 'POST', body }).then(
        answer => answer.channel,
      ),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['channels'] }),
        client.invalidateQueries({ queryKey: ['deliveries'] }),
      ]),
  })
}
