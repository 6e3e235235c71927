import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** Revokes a key of this person's, for good; twice is as once. Throws `not-found`, also for somebody else's. */
export async function revokeApiKey(db: Db, caller: Caller, personId: string, id: string): Promise<void> {
  await transaction(db, async tx => {
    const [key] = await tx.$queryRaw<{ name: string; prefix: string; revokedAt: Date | null }[]>`
      select name, prefix, revoked_at as "revokedAt" from api_key
      where id = ${id}::uuid and person_id = ${personId}::uuid for update`
    if (!key) throw new ProblemError('not-found')
    if (key.revokedAt) return
    await tx.$executeRaw`update api_key set revoked_at = now() where id = ${id}::uuid`
    const before = { name: key.name, prefix: key.prefix }
    await record(tx, caller, { act: 'key.revoke', subjectKind: 'key', subjectId: id, before })
  })
}
