import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'

/** For how many days an edit may be taken back. */
export const undoDays = 7

type Locked = { state: string; over: boolean; dropped: boolean }
type Asked = { caller: Caller; person: PersonActor; id: string }

/** Has a dry run carried out. Again for one that runs changes nothing. Throws `not-found`, `bulk-edit-ended` after its 24 hours, `bulk-edit-not-now`. */
export async function runBulkEdit(db: Db, { caller, person, id }: Asked): Promise<void> {
  await transaction(db, async tx => {
    const { state, over } = await lockOwn(tx, person.id, id)
    if (state === 'running' || state === 'done') return
    if (state !== 'ready') throw new ProblemError('bulk-edit-not-now')
    if (over) throw new ProblemError('bulk-edit-ended')
    await tx.bulkEdit.update({ where: { id }, data: { state: 'running' } })
    await note(tx, caller, 'bulk-edit.run', id, 'ready')
  })
}

/** Takes an edit back that has ended. Throws `not-found`, `bulk-edit-ended` after seven days, `bulk-edit-not-now`. */
export async function undoBulkEdit(db: Db, { caller, person, id }: Asked): Promise<void> {
  await transaction(db, async tx => {
    const { state, over, dropped } = await lockOwn(tx, person.id, id)
    if (state === 'undoing' || state === 'undone') return
    if (state !== 'done' && state !== 'cancelled') throw new ProblemError('bulk-edit-not-now')
    if (over || dropped) throw new ProblemError('bulk-edit-ended')
    await tx.bulkEdit.update({ where: { id }, data: { state: 'undoing' } })
    await note(tx, caller, 'bulk-edit.undo', id, 'done')
  })
}

/** Stops a run. Who asks waits for the row that is being changed; after the answer none is. Throws `not-found`, `bulk-edit-not-now`. */
export async function cancelBulkEdit(db: Db, { person, id }: Asked): Promise<void> {
  await transaction(db, async tx => {
    const { state } = await lockOwn(tx, person.id, id)
    if (state === 'cancelled') return
    if (state !== 'running') throw new ProblemError('bulk-edit-not-now')
    await tx.$executeRaw`update bulk_edit set state = 'cancelled', finished_at = now() where id = ${id}::uuid`
  })
}

/** Throws a dry run away. Throws `not-found`, and `bulk-edit-not-now` for what has been carried out. */
export async function deleteBulkEdit(db: Db, { person, id }: Asked): Promise<void> {
  await transaction(db, async tx => {
    const { state } = await lockOwn(tx, person.id, id)
    if (state !== 'checking' && state !== 'ready') throw new ProblemError('bulk-edit-not-now')
    await tx.bulkEdit.delete({ where: { id } })
  })
}

/** `over`: the time for the next step is past, by the database's clock. */
async function lockOwn(tx: Tx, personId: string, id: string): Promise<Locked> {
  const [edit] = await tx.$queryRaw<Locked[]>`
    select state, values_dropped as dropped,
      now() >= coalesce(finished_at + make_interval(days => ${undoDays}), expires_at) as over
    from bulk_edit where id = ${id}::uuid and person_id = ${personId}::uuid for update`
  if (!edit) throw new ProblemError('not-found')
  return edit
}

async function note(tx: Tx, caller: Caller, act: string, id: string, rowState: string): Promise<void> {
  const rows = await tx.bulkEditRow.count({ where: { bulkEditId: id, state: rowState } })
  await record(tx, caller, { act, subjectKind: 'bulk-edit', subjectId: id, after: { rows } })
  await enqueue(tx, 'bulk-edit.work', { bulkEditId: id }, { key: `bulk-edit:${id}` })
}
