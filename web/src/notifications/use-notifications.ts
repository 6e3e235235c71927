import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NotificationList, NotificationPreferences, NotificationPreferencesChange } from '#contracts/notification'
import { api } from '../app/api.ts'

const path = '/api/v1/me/notifications'

/** What I was told, page by page. */
export function useNotifications(unreadOnly: boolean, limit: number) {
  return useInfiniteQuery({
    queryKey: ['notifications', 'list', { unreadOnly, limit }],
    queryFn: ({ pageParam, signal }) =>
      api<NotificationList>(path, {
        query: { limit, unread: unreadOnly ? '1' : undefined, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
}

export function useMarkRead() {
  const client = useQueryClient()
  const onSuccess = ({ unread }: { unread: number }) => {
    client.setQueryData(['notifications', 'unread'], unread)
    void client.invalidateQueries({ queryKey: ['notifications', 'list'] })
  }
  return {
    one: useMutation({
      mutationFn: (id: string) => api<{ unread: number }>(`${path}/${id}/reading`, { method: 'PUT' }),
      onSuccess,
    }),
    /** Everything up to the newest that was shown. */
    all: useMutation({
      mutationFn: (until: string) => api<{ unread: number }>(`${path}/reading`, { method: 'PUT', body: { until } }),
      onSuccess,
    }),
  }
}

const preferencesPath = '/api/v1/me/notification-preferences'
const preferencesKey = ['notification-preferences']

/** How I am told; a change shows at once and is taken back where the hub does not take it. */
export function useNotificationPreferences() {
  const client = useQueryClient()
  const found = useQuery({
    queryKey: preferencesKey,
    queryFn: ({ signal }) => api<NotificationPreferences>(preferencesPath, { signal }),
  })
  const change = useMutation({
    mutationFn: (body: NotificationPreferencesChange) =>
      api<NotificationPreferences>(preferencesPath, { method: 'PUT', body }),
    onMutate: ({ language, kinds = [] }) => {
      const before = client.getQueryData<NotificationPreferences>(preferencesKey)
      if (before)
        client.setQueryData<NotificationPreferences>(preferencesKey, {
          language: language ?? before.language,
          kinds: before.kinds.map(each => kinds.find(({ kind }) => kind === each.kind) ?? each),
        })
      return before
    },
    onError: (_error, _change, before) => client.setQueryData(preferencesKey, before),
    onSettled: () => client.invalidateQueries({ queryKey: preferencesKey }),
  })
  return { found, change }
}
