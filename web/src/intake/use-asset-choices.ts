import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SearchAnswer } from '#contracts/search'
import type { AssetKind } from '#contracts/values'
import { api } from '../app/api.ts'

const shown = 12

/** Items to choose from for what is typed, a moment after the last letter; the newest where nothing is. */
export function useAssetChoices(words: string, kinds: readonly AssetKind[]) {
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(words.trim()), 250)
    return () => clearTimeout(timer)
  }, [words])
  const query = { ...(q ? { q } : { sort: 'newest' }), kind: [...kinds], limit: shown }
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['search', 'choices', query],
    queryFn: ({ signal }) => api<SearchAnswer>('/api/v1/search', { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  return { hits: data?.hits ?? [], error, isPending, refetch }
}
