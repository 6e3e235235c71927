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
  const [id] = await recordAll(tx, caller, [entry])
  return id!
}

/** As `record`, for any number of acts of one caller, in their order. */
export async function recordAll(tx: Tx, caller: Caller | 'system', entries: readonly AuditRecord[]): Promise<string[]> {
  if (entries.length === 0) return []
  const person = caller !== 'system' && caller.actor.kind === 'person' ? caller.actor.id : null
  const key = caller !== 'system' && caller.actor.kind === 'person' ? caller.actor.key : undefined
  const origin = caller === 'system' ? null : caller.origin
  const rows = entries.map(entry => ({ ...entry, id: newId(), unitId: entry.unitId ?? null }))
  await tx.$executeRaw`
    with said as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "unitId" uuid, act text, "subjectKind" text,
        "subjectId" text, before jsonb, after jsonb)
    ), entry as (
      insert into audit_entry (id, at, api_key_id, unit_id, act, subject_kind, subject_id, request_id)
      select id, date_trunc('milliseconds', clock_timestamp()), ${key?.id ?? null}::uuid, "unitId", act, "subjectKind", "subjectId",
        ${origin?.requestId ?? null} from said
    )
    insert into audit_detail (entry_id, person_id, before, after, address)
    select id, ${person}::uuid, before, after, ${origin?.address ?? null} from said`
  return rows.map(row => row.id)
}
