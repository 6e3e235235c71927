import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Collection, CollectionEdit, NewCollection } from '#contracts/collection'
import { api } from '../app/api.ts'

// The hub takes so many in one request.
const atOnce = 500
const base = '/api/v1/collections'
type Answer = { collection: Collection }

export function useCollections() {
  return useQuery({
    queryKey: ['collections'],
    queryFn: ({ signal }) => api<{ collections: Collection[] }>(base, { signal }).then(answer => answer.collections),
  })
}

export function useCollection(id: string) {
  return useQuery({
    queryKey: ['collection', id],
    queryFn: ({ signal }) =>
      api<Answer>(`${base}/${encodeURIComponent(id)}`, { signal }).then(answer => answer.collection),
  })
}

function useRefresh() {
  const client = useQueryClient()
  return (id?: string) =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['collections'] }),
      ...(id ? [client.invalidateQueries({ queryKey: ['collection', id] })] : []),
      ...(id ? [client.invalidateQueries({ queryKey: ['collection-items', id] })] : []),
    ])
}

export function useCreateCollection() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: NewCollection) => api<Answer>(base, { method: 'POST', body }).then(answer => answer.collection),
    onSuccess: () => refresh(),
  })
}

export function useEditCollection(id: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: CollectionEdit) => api<Answer>(`${base}/${id}`, { method: 'PATCH', body }),
    onSuccess: () => refresh(id),
  })
}

export function useDeleteCollection(id: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: () => api<undefined>(`${base}/${id}`, { method: 'DELETE' }),
    onSuccess: () => refresh(),
  })
}

export function useAddItems() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: async ({ id, assets }: { id: string; assets: string[] }) => {
      let added = 0
      for (let from = 0; from < assets.length; from += atOnce) {
        const body = { assets: assets.slice(from, from + atOnce) }
        added += (await api<{ added: number }>(`${base}/${id}/items`, { method: 'POST', body })).added
      }
      return { added }
    },
    onSuccess: (_answer, { id }) => refresh(id),
  })
}
