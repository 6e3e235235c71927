import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { channelDeskChange, DeskSettings } from '#contracts/desk'
import { api } from '../app/api.ts'

/** Four eyes, languages and requirements: of one channel, or without it four eyes of the whole hub. For administrators. */
export function useChangeDeskRules(channelId?: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: z.input<typeof channelDeskChange>) =>
      channelId
        ? api<DeskSettings>(`/api/v1/channels/${channelId}/desk`, { method: 'PATCH', body })
        : api<DeskSettings>('/api/v1/desk/settings', { method: 'PUT', body }),
    onSuccess: settings => {
      client.setQueryData(['desk-settings'], settings)
      return client.invalidateQueries({ queryKey: ['nominations'] })
    },
  })
}
