import type { ApiKey, NewApiKey } from '#contracts/api-key'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { newSecret } from './api-key-secret.ts'
import { listApiKeys } from './list-api-keys.ts'

/** More living keys than this nobody can oversee. */
const most = 20

/** Makes a key of this person's; the secret is in the answer and nowhere else. Throws `conflict` at the twenty-first living key. */
export async function createApiKey(
  db: Db,
  caller: Caller,
  personId: string,
  draft: NewApiKey,
): Promise<{ key: ApiKey; secret: string }> {
  const id = newId()
  const { secret, prefix, hash } = newSecret()
  return transaction(db, async tx => {
    await refuseTooMany(tx, personId)
    await tx.$executeRaw`
      insert into api_key (id, person_id, name, prefix, secret_hash, scopes, expires_at)
      values (${id}::uuid, ${personId}::uuid, ${draft.name}, ${prefix}, ${hash}, ${draft.scopes}::text[],
        now() + make_interval(days => ${draft.expiresInDays}::int))`
    const key = (await listApiKeys(tx, personId)).find(each => each.id === id)!
    const after = { name: key.name, prefix, scopes: key.scopes, expiresAt: key.expiresAt }
    await record(tx, caller, { act: 'key.create', subjectKind: 'key', subjectId: id, after })
    return { key, secret }
  })
}

/** The person's row is locked, so that two keys made at once are counted one after the other. */
async function refuseTooMany(tx: Tx, personId: string): Promise<void> {
  await tx.$queryRaw`select id from person where id = ${personId}::uuid for update`
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from api_key where person_id = ${personId}::uuid and revoked_at is null and expires_at > now()`
  if ((row?.n ?? 0) < most) return
  const detail = `at most ${most} living keys`
  throw new ProblemError('conflict', { errors: [{ pointer: '/body', code: 'too-many-keys', detail }] })
}
