import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ThreadEntry } from '#contracts/desk'
import { api } from '../app/api.ts'

type Thread = { entries: ThreadEntry[] }
const key = (id: string) => ['nominations', 'thread', id]

/** Comments and what happened to a nomination, oldest first. */
export function useThread(id: string) {
  return useQuery({
    queryKey: key(id),
    queryFn: ({ signal }) => api<Thread>(`/api/v1/nominations/${id}/thread`, { signal }).then(answer => answer.entries),
  })
}

export function useComment(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (text: string) => api<Thread>(`/api/v1/nominations/${id}/comments`, { method: 'POST', body: { text } }),
    onSuccess: ({ entries }) => {
      client.setQueryData(key(id), entries)
      void client.invalidateQueries({ queryKey: ['nominations', 'one', id] })
      void client.invalidateQueries({ queryKey: ['nominations', 'list'] })
    },
  })
}
