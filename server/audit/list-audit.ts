import type { z } from 'zod'
import type { auditEntry, auditFilter, auditQuery } from '#contracts/audit'
import { readCursor, writeCursor } from '#server/platform/cursor'
import type { Db } from '#server/platform/db'
import { auditWhere } from './audit-where.ts'

/** Names of people and units by id; later slices know them, so they are handed in. */
export type AuditNames = { person(id: string): string | undefined; unit(id: string): string | undefined }
export type NamesOf = (people: string[], units: string[]) => Promise<AuditNames>
type Entry = z.input<typeof auditEntry>

/** The audit, newest first (ids are UUIDv7, so their order is the order of writing). */
export async function listAudit(db: Db, query: z.output<typeof auditQuery>, namesOf: NamesOf) {
  const { limit, cursor, ...filter } = query
  const before = cursor ? String(readCursor(cursor, ['uuid'])[0]) : undefined
  const entries = await readEntries(db, filter, before, limit + 1, namesOf)
  const last = entries[limit - 1]
  return { entries: entries.slice(0, limit), next: entries.length > limit && last ? writeCursor([last.id]) : null }
}

/** Up to `take` entries before the id `before`, with names. */
export async function readEntries(
  db: Db,
  filter: z.output<typeof auditFilter>,
  before: string | undefined,
  take: number,
  namesOf: NamesOf,
): Promise<Entry[]> {
  const rows = await db.auditEntry.findMany({
    where: { ...auditWhere(filter), ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: 'desc' },
    take,
    include: { detail: true },
  })
  const ids = (values: (string | null | undefined)[]) => [...new Set(values.filter(value => typeof value === 'string'))]
  const names = await namesOf(ids(rows.map(row => row.detail?.personId)), ids(rows.map(row => row.unitId)))
  return rows.map(({ detail, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    person: detail?.personId ? { id: detail.personId, name: names.person(detail.personId) ?? '' } : null,
    erased: !detail?.whoSalt,
    unit: row.unitId ? { id: row.unitId, name: names.unit(row.unitId) ?? '' } : null,
    before: detail?.before ?? null,
    after: detail?.after ?? null,
    address: detail?.address ?? null,
  }))
}
