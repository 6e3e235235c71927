import type { NewUnit } from '#contracts/unit-history'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { lockUnits } from './read-history.ts'

/** Adds a unit with its first name; without `validFrom` it has always borne it. Throws `conflict` for a code that is taken. */
export async function createUnit(tx: Tx, caller: Caller, draft: NewUnit): Promise<string> {
  await lockUnits(tx)
  const { code, kind, validFrom, ...naming } = draft
  if (await tx.unit.findUnique({ where: { code }, select: { id: true } })) {
    throw new ProblemError('conflict', { errors: [{ pointer: '/body/code', code: 'taken', detail: code }] })
  }
  const id = newId()
  const name = { id: newId(), ...naming, validFrom: validFrom ? new Date(validFrom) : null }
  await tx.unit.create({ data: { id, code, kind, names: { create: name } } })
  await record(tx, caller, { act: 'unit.create', subjectKind: 'unit', subjectId: id, unitId: id, after: draft })
  return id
}
