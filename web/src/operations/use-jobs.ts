import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Job } from '#contracts/job'
import { api } from '../app/api.ts'

export type JobState = Job['state']
export type JobPage = {
  jobs: Job[]
  counts: Record<JobState, number>
  next: string | null
  missingTools: string[]
  workers: number
}

export function useJobs(state: JobState | undefined) {
  return useInfiniteQuery({
    queryKey: ['jobs', state ?? null],
    queryFn: ({ signal, pageParam }) =>
      api<JobPage>('/api/v1/jobs', { signal, query: { state, limit: 50, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    refetchInterval: 5_000,
  })
}

export type JobAct = keyof Job['may']

export function useChangeJob(act: JobAct) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api<{ job: Job }>(`/api/v1/jobs/${id}/${act}`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
}
