import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { NotificationList } from '#contracts/notification'
import { api } from '../app/api.ts'
import { isLive, listenToHub, watchLive } from './live-events.ts'

const unreadKey = ['notifications', 'unread']

/** Keeps what is on the screen true: what the hub tells is asked for anew where it is shown. Once, in the header. */
export function useHubEvents(): void {
  const client = useQueryClient()
  useEffect(() => {
    const refresh = (...queryKey: unknown[]) => void client.invalidateQueries({ queryKey })
    const ofAsset = (id: string) => {
      refresh('asset', id)
      refresh('timeline', id)
      refresh('upload-progress', id)
      refresh('deliveries', { asset: id })
      refresh('nominations', { asset: id })
      // The desk and a unit's own list: only where this item is in them.
      void client.invalidateQueries({
        queryKey: ['nominations'],
        predicate: ({ state }) => state.data !== undefined && JSON.stringify(state.data).includes(id),
      })
    }
    let opened = false
    return listenToHub({
      onUnread: unread => client.setQueryData(unreadKey, unread),
      onNotification: () => {
        refresh('notifications', 'list')
        refresh('nominations')
        refresh('deliveries')
      },
      onAsset: ofAsset,
      onOpen: () => {
        refresh('notifications', 'list')
        if (opened) refresh('asset')
        if (opened) refresh('nominations')
        opened = true
      },
      onSessionEnded: () => refresh('notifications'),
    })
  }, [client])
}

/** How many are unread; asked for every minute while the hub does not tell. */
export function useUnread(): number {
  const live = useSyncExternalStore(watchLive, isLive)
  const answer = useQuery({
    queryKey: unreadKey,
    queryFn: async ({ signal }) =>
      (await api<NotificationList>('/api/v1/me/notifications', { query: { limit: 1 }, signal })).unread,
    refetchInterval: live ? false : 60_000,
    staleTime: 30_000,
  })
  return answer.data ?? 0
}
