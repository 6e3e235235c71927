import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { auditEntry } from '#contracts/audit'
import { api } from '../app/api.ts'

export type AuditEntry = z.infer<typeof auditEntry>
type Page = { entries: AuditEntry[]; next: string | null }

export function useAudit(filter: { act?: string | undefined; subject?: string | undefined }) {
  return useInfiniteQuery({
    queryKey: ['audit', filter.act ?? null, filter.subject ?? null],
    queryFn: ({ signal, pageParam }) =>
      api<Page>('/api/v1/audit', { signal, query: { ...filter, limit: 50, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
}
