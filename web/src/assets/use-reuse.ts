import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewUse, Use, UseAnswer, UseEdit } from '#contracts/reuse'
import { api } from '../app/api.ts'

const of = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}/uses`

export const useUses = (id: string) =>
  useQuery({
    queryKey: ['uses', id],
    queryFn: async ({ signal }) => (await api<{ uses: Use[] }>(of(id), { signal })).uses,
  })

export function useReuse(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewUse) => api<UseAnswer>(of(id), { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['uses', id] }),
  })
}

export function useEditUse(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ useId, edit }: { useId: string; edit: UseEdit }) =>
      api<UseAnswer>(`${of(id)}/${useId}`, { method: 'PATCH', body: edit }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['uses', id] }),
  })
}
