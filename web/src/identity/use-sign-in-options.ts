import { useQuery } from '@tanstack/react-query'
import type { SignInOptions } from '#contracts/sign-in'
import { api } from '../app/api.ts'

/** The hub's name and the ways to sign in; undefined until they are known, and where the hub does not answer. */
export function useSignInOptions(): SignInOptions | undefined {
  return useQuery({
    queryKey: ['sign-in-options'],
    queryFn: ({ signal }) => api<SignInOptions>('/api/v1/sign-in-options', { signal, anonymous: true }),
    staleTime: 5 * 60_000,
  }).data
}
