import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { SearchAnswer, SearchHit } from '#contracts/search'
import type { SuggestionAnswer } from '#contracts/suggestion'
import { api } from '../app/api.ts'
import { facetNames, type LibraryState } from './library-state.ts'

const pageSize = 60

function searchQueryOf(state: LibraryState) {
  const { view: _view, ...asked } = state
  const query = { ...asked, q: asked.q?.trim() }
  return infiniteQueryOptions({
    queryKey: ['search', query],
    queryFn: ({ pageParam, signal }) =>
      api<SearchAnswer>('/api/v1/search', {
        query: { ...query, facets: [...facetNames], limit: pageSize, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    staleTime: 30_000,
  })
}

export type Results = {
  hits: SearchHit[]
  first: SearchAnswer | undefined
  error: unknown
  loading: boolean
  /** What is shown belongs to the question before; the answer to this one is on its way. */
  stale: boolean
  more: boolean
  loadingMore: boolean
  loadMore: () => void
  retry: () => void
}

/** The library's results, page after page; the ones before stay while a letter more is typed. */
export function useSearch(state: LibraryState): Results {
  const search = useInfiniteQuery({ ...searchQueryOf(state), placeholderData: keepPreviousData })
  const pages = search.data?.pages
  // The same list as long as the pages are the same: the layout hangs on it.
  const hits = useMemo(() => pages?.flatMap(page => page.hits) ?? [], [pages])
  return {
    hits,
    first: search.data?.pages[0],
    error: search.isPlaceholderData ? null : search.error,
    loading: search.isPending,
    stale: search.isPlaceholderData,
    more: search.hasNextPage && !search.isPlaceholderData,
    loadingMore: search.isFetchingNextPage,
    loadMore: () => void search.fetchNextPage({ cancelRefetch: false }),
    retry: () => void search.refetch(),
  }
}

/** What the hub offers for what stands in the search box. */
export function useSuggestions(text: string, on: boolean) {
  const q = text.trim().slice(0, 200)
  return useQuery({
    queryKey: ['search', 'suggestions', q],
    queryFn: ({ signal }) => api<SuggestionAnswer>('/api/v1/search/suggestions', { query: { q }, signal }),
    enabled: on && q.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}
