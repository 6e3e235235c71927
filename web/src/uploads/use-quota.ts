import { useQuery } from '@tanstack/react-query'
import { ApiProblem, api } from '../app/api.ts'

export type Quota = { bytes: number; files: number; maxBytes: number | null; maxFiles: number | null }

/** What the unit has used of what it was given; null where nothing is known or no unit is chosen. */
export function useQuota(unit: string): Quota | null {
  const query = useQuery({
    queryKey: ['quota', unit],
    queryFn: ({ signal }) => readQuota(unit, signal),
    enabled: unit !== '',
    staleTime: 60_000,
  })
  return query.data ?? null
}

async function readQuota(unit: string, signal: AbortSignal): Promise<Quota | null> {
  try {
    return await api<Quota>(`/api/v1/units/${encodeURIComponent(unit)}/quota`, { signal })
  } catch (error) {
    // A hub without quotas answers that there is no such thing.
    if (error instanceof ApiProblem && error.status === 404) return null
    throw error
  }
}

/** How a batch of this size meets the quota: `over` names what would run out first. Pure. */
export function quotaAfter(quota: Quota, batch: { bytes: number; files: number }) {
  const bytesOver = quota.maxBytes !== null && quota.bytes + batch.bytes > quota.maxBytes
  const filesOver = quota.maxFiles !== null && quota.files + batch.files > quota.maxFiles
  const over: 'bytes' | 'files' | null = bytesOver ? 'bytes' : filesOver ? 'files' : null
  return { over, limited: quota.maxBytes !== null || quota.maxFiles !== null }
}
