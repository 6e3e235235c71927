import type { z } from 'zod'
import type { personExport } from '#contracts/audit'
import type { Caller } from '#server/access/caller'
import { readEntries } from '#server/audit/list-audit'
import { record } from '#server/audit/record'
import { exportOwnRows } from '#server/identity/rows-of-person'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { auditNames } from './audit-names.ts'

const batch = 1_000

/**
 * Everything the hub holds about a person as JSON: who they are, their own rows and those that name them, invitations
 * to their address, what they did. Tokens and hashes stay here. The
 * export is itself an act. Throws `not-found`.
 */
export async function exportPerson(
  db: Db,
  caller: Caller | 'system',
  id: string,
): Promise<z.input<typeof personExport>> {
  const person = await db.person.findUnique({ where: { id } })
  if (!person) throw new ProblemError('not-found')
  await transaction(db, tx => record(tx, caller, { act: 'person.export', subjectKind: 'person', subjectId: id }))
  return {
    exportedAt: new Date().toISOString(),
    person: JSON.parse(JSON.stringify(person)),
    rows: { ...(await exportOwnRows(db, id)), invitation: await invitationsTo(db, person.email) },
    acts: await actsOf(db, id),
  }
}

async function invitationsTo(db: Db, email: string) {
  const rows = await db.invitation.findMany({ where: { email }, omit: { tokenHash: true, invitedBy: true } })
  return JSON.parse(JSON.stringify(rows))
}

async function actsOf(db: Db, person: string) {
  const acts = []
  for (let before: string | undefined; ; ) {
    const page = await readEntries(db, { person }, before, batch, (people, units) => auditNames(db, people, units))
    acts.push(...page)
    before = page.at(-1)?.id
    if (page.length < batch) return acts
  }
}
