import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '#contracts/unit'
import { api } from './api.ts'
import { followLanguage } from './i18n.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await api<Me>('/api/v1/me', { signal, anonymous: true })
    await followLanguage(me.language)
    return me
  },
  staleTime: 5 * 60_000,
})

/** Who is signed in. Only below the shell, which has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}
