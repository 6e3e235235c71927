import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '#contracts/unit'
import { api } from './api.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api<Me>('/api/v1/me', { signal, anonymous: true }),
  staleTime: 5 * 60_000,
})

/** Who is signed in. Only below the shell, which has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}
