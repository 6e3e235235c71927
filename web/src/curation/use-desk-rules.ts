import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { channelDeskChange, DeskSettings } from '#contracts/desk'
import { api } from '../app/api.ts'

type Change = z.input<typeof channelDeskChange>

/**
 * Four eyes, languages and requirements: of one channel, or without it four eyes of the whole hub. For administrators. `wanted` is what
 * was asked for and is not answered yet: shown at once, and gone where the hub refuses it.
 */
export function useChangeDeskRules(channelId?: string) {
  const client = useQueryClient()
  const [wanted, setWanted] = useState<Change>({})
  const { mutate, ...mutation } = useMutation({
    mutationFn: (body: Change) =>
      channelId
        ? api<DeskSettings>(`/api/v1/channels/${channelId}/desk`, { method: 'PATCH', body })
        : api<DeskSettings>('/api/v1/desk/settings', { method: 'PUT', body }),
    // One after the other: each starts from what the one before left.
    scope: { id: `desk-rules-${channelId ?? 'hub'}` },
    onSuccess: settings => {
      client.setQueryData(['desk-settings'], settings)
      return client.invalidateQueries({ queryKey: ['nominations'] })
    },
  })
  const change = (body: Change) => {
    setWanted(old => ({ ...old, ...body }))
    mutate(body, { onSettled: () => setWanted({}) })
  }
  return { ...mutation, wanted, change }
}
