import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FeedList, Webhook, WebhookEvent } from '#contracts/feed'
import { api } from '../app/api.ts'

export function useFeeds() {
  return useQuery({ queryKey: ['feeds'], queryFn: ({ signal }) => api<FeedList>('/api/v1/feeds', { signal }) })
}

export function useWebhooks() {
  return useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) =>
      api<{ webhooks: Webhook[] }>('/api/v1/webhooks', { signal }).then(answer => answer.webhooks),
    // A message that waits is on its way: its end should show without a click.
    refetchInterval: query => (query.state.data?.some(each => each.waiting > 0) ? 3_000 : false),
  })
}

export type WebhookDraft = { url: string; description: string; events: WebhookEvent[] }

export function useCreateWebhook() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: WebhookDraft) =>
      api<{ webhook: Webhook; secret: string }>('/api/v1/webhooks', { method: 'POST', body }),
    // The answer holds the secret: it must not outlive the dialog in a cache.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  })
}

export type WebhookAct = { id: string; act: 'test' | 'pause' | 'resume' | 'remove' }

export function useActOnWebhook() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, act }: WebhookAct): Promise<unknown> => {
      const address = `/api/v1/webhooks/${id}`
      if (act === 'test') return api<unknown>(`${address}/test`, { method: 'POST' })
      if (act === 'remove') return api<undefined>(address, { method: 'DELETE' })
      return api<unknown>(address, { method: 'PATCH', body: { state: act === 'pause' ? 'paused' : 'active' } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  })
}
