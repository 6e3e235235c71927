import type { Caller } from '#server/access/caller'
import type { Tx } from '#server/platform/db'
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
  const origin = caller === 'system' ? null : caller.origin
  await tx.$executeRaw`
    with entry as (
      insert into audit_entry (id, at, api_key_id, unit_id, act, subject_kind, subject_id, request_id)
      values (${id}::uuid, date_trunc('milliseconds', clock_timestamp()), ${key?.id ?? null}::uuid, ${entry.unitId ?? null}::uuid, ${entry.act}, ${entry.subjectKind}, ${entry.subjectId},
        ${origin?.requestId ?? null})
    )
    insert into audit_detail (entry_id, person_id, before, after, address)
    values (${id}::uuid, ${person}::uuid, ${json(entry.before)}::jsonb, ${json(entry.after)}::jsonb, ${origin?.address ?? null})`
  return id
}

function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value)
}
