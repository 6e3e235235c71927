import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Asset, AssetEdit } from '#contracts/asset'
import type { DeskCounts } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import { api } from '../app/api.ts'
import { isLive } from '../notifications/live-events.ts'
import { type DeskQuery, type DeskSearch, listQuery, narrowing } from './desk-filter.ts'

type Page = { nominations: Nomination[]; next: string | null }
// The whole of a working day's queue is at hand, so that walking and selecting never stop at a page's end.
const mostLoaded = 500

/** Nominations page by page. Asked again each half minute while the hub does not tell what happens, seldom while it does. */
export function useNominations(filter: DeskQuery) {
  return useInfiniteQuery({
    queryKey: ['nominations', 'list', filter],
    queryFn: ({ signal, pageParam }) =>
      api<Page>('/api/v1/nominations', { signal, query: { ...filter, limit: 100, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    refetchInterval: () => (isLive() ? 120_000 : 30_000),
    placeholderData: keepPreviousData,
  })
}

/** The queue as the address says, with further pages fetched by themselves. */
export function useQueue(search: DeskSearch) {
  const query = useNominations(listQuery(search))
  const loaded = query.data?.pages.reduce((sum, page) => sum + page.nominations.length, 0) ?? 0
  const { hasNextPage, isFetching, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetching && loaded < mostLoaded) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage, loaded])
  return query
}

/** How many stand where, within what is narrowed down to. */
export function useDeskCounts(search: DeskSearch) {
  const filter = { ...narrowing(search), state: 'open' }
  return useQuery({
    queryKey: ['nominations', 'counts', filter],
    queryFn: ({ signal }) => api<DeskCounts>('/api/v1/desk/counts', { signal, query: filter }),
    placeholderData: keepPreviousData,
    refetchInterval: () => (isLive() ? 120_000 : 30_000),
  })
}

const one = (id: string) => ({
  queryKey: ['nominations', 'one', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api<{ nomination: Nomination }>(`/api/v1/nominations/${id}`, { signal }).then(answer => answer.nomination),
})

/** One nomination with its whole checklist. */
export function useNomination(id: string) {
  return useQuery(one(id))
}

const inFull = (id: string) => ({
  queryKey: ['asset', id, 'desk'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api<{ asset: Asset }>(`/api/v1/assets/${id}`, { signal }).then(answer => answer.asset),
})

/** The nominated asset in full: description, body, film. */
export function useNominatedAsset(id: string) {
  return useQuery(inFull(id))
}

/** Fetches the next one while this one is looked at: the decision is followed by no wait. */
export function usePrefetched(next: Nomination | undefined): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!next) return
    const timer = setTimeout(() => {
      void client.prefetchQuery({ ...one(next.id), staleTime: 30_000 })
      void client.prefetchQuery({ ...inFull(next.asset.id), staleTime: 30_000 })
      if (next.asset.previewUrl) new Image().src = next.asset.previewUrl
    }, 150)
    return () => clearTimeout(timer)
  }, [client, next])
}

/** Adds what clearance misses; refused with `edited-meanwhile` when somebody else was faster. */
export function useMend(asset: Pick<Asset, 'id' | 'revision'>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: AssetEdit) =>
      api<{ asset: Asset }>(`/api/v1/assets/${asset.id}`, { method: 'PATCH', body, revision: asset.revision }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['nominations'] }),
        client.invalidateQueries({ queryKey: ['asset', asset.id] }),
      ]),
  })
}

/** How the nominations of my units stand. */
export function useOwnCounts() {
  return useQuery({
    queryKey: ['nominations', 'counts', { mine: '1' }],
    queryFn: ({ signal }) => api<DeskCounts>('/api/v1/desk/counts', { signal, query: { mine: '1' } }),
  })
}
