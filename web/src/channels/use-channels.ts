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

export type NewChannel = { code: string; name: string; address: string }

export function useCreateChannel() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewChannel) =>
      api<{ channel: Channel }>('/api/v1/channels', { method: 'POST', body }).then(answer => answer.channel),
    onSuccess: () => client.invalidateQueries({ queryKey: ['channels'] }),
  })
}

export function useSwitchChannel() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, state }: { id: string; state: Channel['state'] }) =>
      api<{ channel: Channel }>(`/api/v1/channels/${id}`, { method: 'PATCH', body: { state } }).then(
        answer => answer.channel,
      ),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['channels'] }),
        client.invalidateQueries({ queryKey: ['deliveries'] }),
      ]),
  })
}
