import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { forgetSearches } from '../search/recent-searches.ts'
import { api } from './api.ts'
import { meQuery } from './me.ts'

/** Ends the session and leaves nothing of it in the page, nor of what was searched for on the computer. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async () => {
    await api('/api/auth/sign-out', { method: 'POST', body: {}, anonymous: true })
    const me = client.getQueryData(meQuery.queryKey)
    if (me) forgetSearches(me.id)
    await router.navigate({ to: '/dang-nhap' })
    client.clear()
  }
}
