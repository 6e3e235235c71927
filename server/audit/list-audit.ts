import type { z } from 'zod'
import type { auditQuery } from '#contracts/audit'
import { readCursor, writeCursor } from '#server/platform/cursor'
import type { Db } from '#server/platform/db'

/** Names of people and units by id; later slices know them, so they are handed in. */
export type AuditNames = { person(id: string): string | undefined; unit(id: string): string | undefined }

/** The audit, newest first (ids are UUIDv7, so their order is the order of writing). */
export async function listAudit(
  db: Db,
  query: z.output<typeof auditQuery>,
  namesOf: (people: string[], units: string[]) => Promise<AuditNames>,
) {
  const before = query.cursor ? String(readCursor(query.cursor, ['uuid'])[0]) : undefined
  const rows = await db.auditEntry.findMany({
    where: {
      ...(query.subject ? { subjectId: query.subject } : {}),
      ...(query.act ? { act: query.act } : {}),
      ...(query.person ? { personId: query.person } : {}),
      ...(before ? { id: { lt: before } } : {}),
    },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
  const page = rows.slice(0, query.limit)
  const ids = (values: (string | null)[]) => [...new Set(values.filter(value => value !== null))]
  const names = await namesOf(ids(page.map(row => row.personId)), ids(page.map(row => row.unitId)))
  const entries = page.map(row => ({
    ...row,
    at: row.at.toISOString(),
    person: row.personId ? { id: row.personId, name: names.person(row.personId) ?? '' } : null,
    unit: row.unitId ? { id: row.unitId, name: names.unit(row.unitId) ?? '' } : null,
  }))
  const last = page.at(-1)
  return { entries, next: rows.length > query.limit && last ? writeCursor([last.id]) : null }
}
