import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Asset } from '#contracts/asset'

const address = (id: string, page: number) => `/api/v1/assets/${encodeURIComponent(id)}/pages/${page}`

/**
 * The picture of a page that is drawn when it is first turned to; the hub asks for patience while it draws. Null address: not there
 * (yet).
 */
export function usePagePicture(asset: Asset, page: number, wanted: boolean) {
  const client = useQueryClient()
  const of = (number: number) => ({
    queryKey: ['page', asset.id, asset.version, asset.file, number],
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchPicture(address(asset.id, number), signal),
    retry: (failures: number, error: Error) => error instanceof Waiting && failures < 15,
    retryDelay: 2000,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  const { data, isError, refetch } = useQuery({ ...of(page), enabled: wanted })
  const url = useBlobUrl(data)
  // A reader goes on: the next one is on its way while this one is read.
  const next = wanted && data !== undefined && page < (asset.original?.pageCount ?? 0) ? page + 1 : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked for is told by the page
  useEffect(() => {
    if (next) void client.prefetchQuery(of(next))
  }, [next, client])
  return { url, failed: isError, again: () => void refetch() }
}

class Waiting extends Error {}

async function fetchPicture(url: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { signal })
  if (response.status === 503 || response.status === 429) throw new Waiting(String(response.status))
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return response.blob()
}

function useBlobUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => {
      setUrl(null)
      URL.revokeObjectURL(made)
    }
  }, [blob])
  return url
}
