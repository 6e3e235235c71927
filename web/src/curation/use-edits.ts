import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Comparison, Edits, editsChange } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import { api } from '../app/api.ts'

const of = (id: string) => `/api/v1/nominations/${id}`

/** The texts for the channel beside the originals; fresh each time the form opens, and never changed under the fingers. */
export function useEdits(id: string) {
  return useQuery({
    queryKey: ['nomination-edits', id],
    queryFn: ({ signal }) => api<Edits>(`${of(id)}/edits`, { signal }),
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
}

export function useSaveEdits(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: z.input<typeof editsChange>) =>
      api<{ nomination: Nomination }>(`${of(id)}/edits`, { method: 'PUT', body }),
    onSuccess: ({ nomination }) => client.setQueryData(['nominations', 'one', id], nomination),
    onSettled: () => client.invalidateQueries({ queryKey: ['nominations'] }),
  })
}

/** Original, text for the channel and what is live. Under `nominations`, so that every change of one asks for it anew. */
export function useComparison(id: string) {
  return useQuery({
    queryKey: ['nominations', 'comparison', id],
    queryFn: ({ signal }) => api<Comparison>(`${of(id)}/comparison`, { signal }),
  })
}
