import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Asset } from '#contracts/asset'
import type { Upload } from '#contracts/upload'
import { api } from '../app/api.ts'
import { goneRefusal, refusalIn } from './upload-answer.ts'
import { type UploadItem, uploadIdOf } from './upload-item.ts'
import type { Queue } from './upload-queue.ts'
import { closeUpload, dispatch, handOver } from './upload-store.ts'
import { zipsKey } from './use-zips.ts'

// Forty rows must not be forty requests: the oldest few at a time.
const watched = 6

/** Follows each file that the hub has: first until it is an asset, then until its pictures are made. */
export function useFollowed(queue: Queue): void {
  useIngesting(queue.items.filter(item => item.state === 'ingesting' && item.uploadUrl !== null).slice(0, watched))
  useProcessing(queue.items.filter(item => item.state === 'processing' && item.assetId !== null).slice(0, watched))
}

function useIngesting(items: UploadItem[]): void {
  const client = useQueryClient()
  const answers = useQueries({
    queries: items.map(({ uploadUrl }) => ({
      queryKey: ['upload', uploadUrl],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api<{ upload: Upload }>(`/api/v1/uploads/${uploadIdOf(uploadUrl ?? '')}`, { signal }),
      refetchInterval: 1_000,
      staleTime: 0,
      gcTime: 0,
    })),
  })
  const marks = answers.map(answer => answer.dataUpdatedAt + answer.errorUpdatedAt).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `marks` changes exactly when an answer has come.
  useEffect(() => {
    items.forEach((item, index) => {
      const upload = answers[index]?.data?.upload
      const refusal = upload ? refusalIn(upload) : goneRefusal(answers[index]?.error)
      if (upload?.state === 'done' && upload.zipId) {
        handOver(item)
        void client.invalidateQueries({ queryKey: zipsKey })
      } else if (upload?.state === 'done' && upload.assetId) {
        closeUpload(item)
        dispatch({ type: 'accepted', id: item.id, assetId: upload.assetId })
      } else if (refusal) {
        closeUpload(item)
        dispatch({ type: 'refused', id: item.id, refusal })
      } else if (upload?.state === 'receiving' && upload.received < upload.size) {
        dispatch({ type: 'fell', id: item.id, sent: upload.received })
      }
    })
  }, [marks])
}

function useProcessing(items: UploadItem[]): void {
  const client = useQueryClient()
  const answers = useQueries({
    queries: items.map(({ assetId }) => ({
      queryKey: ['upload-progress', assetId],
      queryFn: ({ signal }: { signal: AbortSignal }) => api<{ asset: Asset }>(`/api/v1/assets/${assetId}`, { signal }),
      refetchInterval: 2_000,
      staleTime: 0,
      gcTime: 0,
    })),
  })
  const marks = answers.map(answer => answer.dataUpdatedAt).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `marks` changes exactly when an answer has come.
  useEffect(() => {
    items.forEach(({ id }, index) => {
      const asset = answers[index]?.data?.asset
      if (!asset) return
      const file = asset.file === 'damaged' ? 'failed' : asset.file
      const thumb = asset.renditions.find(made => made.name === 'thumb')?.url ?? null
      const failure = asset.failure?.detail ?? null
      dispatch({ type: 'processed', id, file, progress: asset.progress, failure, thumb })
      if (file !== 'processing') void client.invalidateQueries({ queryKey: ['search'] })
    })
  }, [marks])
}
