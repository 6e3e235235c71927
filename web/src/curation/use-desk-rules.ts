import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { channelDeskChange, DeskSettings } from '#contracts/desk'
import { api } from '../app/api.ts'

type Change = z.input<typeof channelDeskChange>
const queryKey = ['desk-settings']

/**
 * Four eyes, languages and requirements: of one channel, or without it four eyes of the whole hub. For administrators. A change shows
 * at once, and is taken back where the hub refuses it.
 */
export function useChangeDeskRules(channelId?: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Change) =>
      channelId
        ? api<DeskSettings>(`/api/v1/channels/${channelId}/desk`, { method: 'PATCH', body })
        : api<DeskSettings>('/api/v1/desk/settings', { method: 'PUT', body }),
    // One after the other: each starts from what the one before left.
    scope: { id: `desk-rules-${channelId ?? 'hub'}` },
    onMutate: change => {
      const before = client.getQueryData<DeskSettings>(queryKey)
      if (before) client.setQueryData(queryKey, changed(before, channelId, change))
      return before
    },
    onError: (_error, _change, before) => client.setQueryData(queryKey, before),
    onSuccess: settings => {
      client.setQueryData(queryKey, settings)
      return client.invalidateQueries({ queryKey: ['nominations'] })
    },
  })
}

function changed(settings: DeskSettings, channelId: string | undefined, change: Change): DeskSettings {
  if (!channelId) return { ...settings, fourEyes: change.fourEyes === true }
  const channels = settings.channels.map(one =>
    one.channel.id === channelId
      ? {
          ...one,
          ...(change.fourEyes === undefined ? {} : { fourEyes: change.fourEyes }),
          ...(change.languages ? { languages: change.languages } : {}),
          ...(change.requires ? { requires: change.requires } : {}),
        }
      : one,
  )
  return { ...settings, channels }
}
