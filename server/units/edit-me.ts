import type { MeEdit } from '#contracts/people-operations'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'

/** Changes the own name or language. The record says which members changed, not what they were: a name is personal data. */
export async function editMe(db: Db, caller: Caller, actor: PersonActor, edit: MeEdit): Promise<void> {
  const changed = Object.entries(edit).flatMap(([member, value]) => (value === undefined ? [] : [member]))
  if (changed.length === 0) return
  await transaction(db, async tx => {
    const { name, language } = edit
    await tx.person.update({
      where: { id: actor.id },
      data: { ...(name === undefined ? {} : { name }), ...(language === undefined ? {} : { language }) },
    })
    await record(tx, caller, { act: 'person.edit', subjectKind: 'person', subjectId: actor.id, after: { changed } })
  })
}
