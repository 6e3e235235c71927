import type { Caller } from '#server/access/caller'
import { Prisma, type Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'

export type AuditRecord = {
  act: string
  subjectKind: string
  subjectId: string
  unitId?: string | null
  before?: unknown
  after?: unknown
}

/** Writes one row of the audit in the caller's transaction: the act and its record stand or fall together. */
export async function record(tx: Tx, caller: Caller | 'system', entry: AuditRecord): Promise<void> {
  const person = caller !== 'system' && caller.actor.kind === 'person' ? caller.actor.id : null
  const key = caller !== 'system' && caller.actor.kind === 'person' ? caller.actor.key : undefined
  await tx.auditEntry.create({
    data: {
      id: newId(),
      personId: person,
      apiKeyId: key?.id ?? null,
      unitId: entry.unitId ?? null,
      act: entry.act,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId,
      before: json(entry.before),
      after: json(entry.after),
      address: caller === 'system' ? null : caller.origin.address,
      requestId: caller === 'system' ? null : caller.origin.requestId,
    },
  })
}

function json(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === undefined || value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue)
}
