import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { auditChain, auditEntry, auditFilter } from '#contracts/audit'
import { api, queryString } from '../app/api.ts'

export type AuditEntry = z.infer<typeof auditEntry>
export type AuditFilter = { [K in keyof z.infer<typeof auditFilter>]?: string | undefined }
export type AuditChain = z.infer<typeof auditChain>
type Page = { entries: AuditEntry[]; next: string | null }

export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }) =>
      api<Page>('/api/v1/audit', { signal, query: { ...filter, limit: 50, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
}

export function useAuditChain() {
  return useQuery({
    queryKey: ['audit-chain'],
    queryFn: ({ signal }) => api<AuditChain>('/api/v1/audit/chain', { signal }),
    staleTime: 60_000,
  })
}

/** Where the same rows lie as CSV. */
export function auditCsvUrl(filter: AuditFilter): string {
  return `/api/v1/audit.csv${queryString(filter)}`
}
