import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { Asset } from '#contracts/asset'
import { api } from '../app/api.ts'
import type { Queue } from './upload-queue.ts'
import { dispatch, readQueue, subscribeQueue } from './upload-store.ts'

/** The list of this browser's uploads; it lives on when the page is left. */
export function useUploadQueue(): Queue {
  return useSyncExternalStore(subscribeQueue, readQueue)
}

const watched = 6
const everyMs = 2_000

/** Asks after files that the workers have, the oldest few at a time: forty rows must not be forty requests. */
export function useProcessing(queue: Queue): void {
  const client = useQueryClient()
  const ids = queue.items
    .flatMap(item => (item.state === 'processing' && item.assetId ? [{ id: item.id, assetId: item.assetId }] : []))
    .slice(0, watched)
  const answers = useQueries({
    queries: ids.map(({ assetId }) => ({
      queryKey: ['upload-progress', assetId],
      queryFn: ({ signal }: { signal: AbortSignal }) => api<{ asset: Asset }>(`/api/v1/assets/${assetId}`, { signal }),
      refetchInterval: everyMs,
      staleTime: 0,
      gcTime: 0,
    })),
  })
  const marks = answers.map(answer => answer.dataUpdatedAt).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `marks` changes exactly when an answer has come.
  useEffect(() => {
    ids.forEach(({ id }, index) => {
      const asset = answers[index]?.data?.asset
      if (!asset) return
      const file = asset.file === 'damaged' ? 'failed' : asset.file
      dispatch({ type: 'processed', id, file, progress: asset.progress, failure: asset.failure?.detail ?? null })
      if (file !== 'processing') void client.invalidateQueries({ queryKey: ['search'] })
    })
  }, [marks])
}
