import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SharedBoard } from '#contracts/share'
import { ApiProblem, api } from '../app/api.ts'

const path = (token: string) => `/api/v1/shares/${encodeURIComponent(token)}`

/** The board behind a link; asked again while marked pictures are being made. */
export function useSharedBoard(token: string) {
  return useQuery({
    queryKey: ['shared', token],
    queryFn: ({ signal }) => api<SharedBoard>(path(token), { signal, anonymous: true }),
    retry: (count, error) => !(error instanceof ApiProblem && error.status > 0 && error.status < 500) && count < 2,
    refetchInterval: query => (query.state.data?.items.some(item => item.making) ? 2_500 : false),
  })
}

export function useEnterShare(token: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (password: string) =>
      api<undefined>(`${path(token)}/entry`, { method: 'POST', body: { password }, anonymous: true }),
    onSuccess: () => client.resetQueries({ queryKey: ['shared', token] }),
  })
}
