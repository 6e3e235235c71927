import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CollectionItem, ItemEdit } from '#contracts/collection'
import { api } from '../app/api.ts'

type Page = { items: CollectionItem[]; next: string | null }
const path = (id: string) => `/api/v1/collections/${encodeURIComponent(id)}/items`

export function useBoardItems(id: string) {
  return useInfiniteQuery({
    queryKey: ['collection-items', id],
    queryFn: ({ signal, pageParam }) =>
      api<Page>(path(id), { signal, query: { limit: 200, cursor: pageParam || undefined } }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
  })
}

/** Moves and notes show at once; where the hub refuses, the board is read anew. */
export function useEditItem(id: string) {
  const client = useQueryClient()
  const key = ['collection-items', id]
  return useMutation({
    mutationFn: ({ assetId, edit }: { assetId: string; edit: ItemEdit }) =>
      api<undefined>(`${path(id)}/${assetId}`, { method: 'PATCH', body: edit }),
    onMutate: async ({ assetId, edit }) => {
      await client.cancelQueries({ queryKey: key })
      client.setQueryData<InfiniteData<Page>>(key, data => data && arranged(data, assetId, edit))
    },
    onError: () => client.invalidateQueries({ queryKey: key }),
    onSettled: () => client.invalidateQueries({ queryKey: ['collection', id] }),
  })
}

export function useRemoveItem(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (assetId: string) => api<undefined>(`${path(id)}/${assetId}`, { method: 'DELETE' }),
    onSuccess: () =>
      Promise.all(
        [['collection-items', id], ['collection', id], ['collections']].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  })
}

/** The pages as they will be: an item moved across two pages changes both lengths, which is fine until the next read. */
function arranged(data: InfiniteData<Page>, assetId: string, edit: ItemEdit): InfiniteData<Page> {
  const all = data.pages.flatMap(page => page.items)
  const found = all.find(item => item.id === assetId)
  if (!found) return data
  const item = edit.note === undefined ? found : { ...found, note: edit.note }
  const items =
    edit.before === undefined ? all.map(each => (each.id === assetId ? item : each)) : moved(all, item, edit.before)
  const lengths = data.pages.map(page => page.items.length)
  let at = 0
  return {
    ...data,
    pages: data.pages.map((page, index) => {
      const length = lengths[index] ?? 0
      at += length
      return { ...page, items: items.slice(at - length, at) }
    }),
  }
}

/** The list with one item before another (null: last). */
export function moved<T extends { id: string }>(all: readonly T[], item: T, before: string | null): T[] {
  const rest = all.filter(each => each.id !== item.id)
  const at = before === null ? rest.length : rest.findIndex(each => each.id === before)
  return at < 0 ? [...all] : [...rest.slice(0, at), item, ...rest.slice(at)]
}
