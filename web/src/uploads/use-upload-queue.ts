import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { Upload } from '#contracts/upload'
import { api } from '../app/api.ts'
import type { Refusal } from './refusal.ts'
import { pathOf, refusalIn } from './upload-answer.ts'
import type { Queue } from './upload-queue.ts'
import { claimQueue, readQueue, subscribeQueue, takeFound } from './upload-store.ts'

/** The list of this browser's uploads; it lives on when the page is left. */
export function useUploadQueue(): Queue {
  return useSyncExternalStore(subscribeQueue, readQueue)
}

/** Asks the hub once for what this person has not finished, and puts it into the list. */
export function useUnfinished(personId: string) {
  const query = useQuery({
    queryKey: ['uploads', 'unfinished', personId],
    queryFn: ({ signal }) => api<{ uploads: Upload[] }>('/api/v1/uploads', { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  useEffect(() => {
    claimQueue(personId)
    const open = query.data?.uploads.filter(item => item.state !== 'done') ?? []
    takeFound(
      open.map(item => ({
        id: item.id,
        url: pathOf(item.url),
        name: item.fileName,
        size: item.size,
        received: item.received,
        unpack: item.unpack,
        ingesting: item.state === 'ingesting',
        refusal: endedRefusal(item),
        expiresAt: item.expiresAt,
      })),
    )
  }, [personId, query.data])
  return { failed: query.isError, retry: query.refetch }
}

// This page has not the file: nothing but taking it out of the list is left.
function endedRefusal(item: Upload): Refusal | null {
  const refusal = refusalIn(item)
  return refusal && { ...refusal, cure: 'none' }
}
