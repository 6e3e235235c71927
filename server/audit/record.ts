import type { Caller } from '#server/access/caller'
import { Prisma, type Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'

export type AuditRecord = {
  act: string
  subjectKind: string
  /** An id, never a name or an address: it stays when a person is erased. */
  subjectId: string
  unitId?: string | null
  before?: unknown
  after?: unknown
}

/**
 * Writes one row of the audit in the caller's transaction: the act and its record stand or fall together. The row is not in the
 * chain yet: link-entries.ts puts it there after the commit, so that writers never wait for one another. Returns the row's id.
 */
export async function record(tx: Tx, caller: Caller | 'system', entry: AuditRecord): Promise<string> {
  const person = caller !== 'system' && caller.actor.kind === 'person' ? caller.actor.id : null
  const key = caller !== 'system' && caller.actor.kind === 'person' ? caller.actor.key : undefined
  const id = newId()
  await tx.auditEntry.create({
    data: {
      id,
      apiKeyId: key?.id ?? null,
      unitId: entry.unitId ?? null,
      act: entry.act,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId,
      requestId: caller === 'system' ? null : caller.origin.requestId,
    },
  })
  await tx.auditDetail.create({
    data: {
      entryId: id,
      personId: person,
      before: json(entry.before),
      after: json(entry.after),
      address: caller === 'system' ? null : caller.origin.address,
    },
    select: { entryId: true },
  })
  return id
}

function json(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === undefined || value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue)
}
