import type { Tx } from '#server/platform/db'
import { linkEntries } from './link-entries.ts'

/** Far more than can wait: the chainer runs every half second. */
const everything = 1_000_000

/**
 * Empties what the audit says of a person: who and from where in the acts that are theirs (a sign-in that failed and a password set
 * by a link are nobody's act, but about them), before and after in the acts about them and wherever their address stands. `erasure` is the id of the act in whose name this happens. Acts and chain stay. First
 * every entry that waits is linked, as a link needs what is erased here. Returns how many rows were emptied.
 */
export async function eraseDetails(tx: Tx, erasure: string, person: { id: string; email: string }): Promise<number> {
  await linkEntries(tx, { limit: everything, wait: true })
  await tx.$executeRaw`delete from audit_view where person_id = ${person.id}::uuid`
  const who = await tx.$executeRaw`
    update audit_detail d set person_id = null, address = null, who_salt = null, erased_by = ${erasure}::uuid
    from audit_entry e
    where e.id = d.entry_id and e.id <> ${erasure}::uuid and (d.person_id = ${person.id}::uuid
      or d.person_id is null and d.address is not null and e.subject_kind = 'person' and e.subject_id = ${person.id})`
  const what = await tx.$executeRaw`
    update audit_detail d set before = null, after = null, what_salt = null, erased_by = ${erasure}::uuid
    from audit_entry e
    where e.id = d.entry_id and e.id <> ${erasure}::uuid and d.what_salt is not null and (d.before is not null or d.after is not null)
      and ((e.subject_kind = 'person' and e.subject_id = ${person.id})
        or strpos(lower(coalesce(d.before::text, '') || coalesce(d.after::text, '')), lower(${person.email})) > 0)`
  return who + what
}
