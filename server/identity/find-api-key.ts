import { type KeyScope, keyScopes } from '#contracts/api-key'
import type { Db } from '#server/platform/db'
import { hashSecret, isSecret } from './api-key-secret.ts'

export type KeyInUse = { id: string; personId: string; scopes: KeyScope[] }
type Row = { id: string; personId: string; scopes: string[]; noted: boolean }

/**
 * The living key with this secret, by database time; null for every other. Notes when and from where it was used, at most once a
 * minute: a busy program should not write a row a request. A scope that this version does not know counts for nothing.
 */
export async function findApiKey(db: Db, secret: string, address: string | null): Promise<KeyInUse | null> {
  if (!isSecret(secret)) return null
  const [row] = await db.$queryRaw<Row[]>`
    select id, person_id as "personId", scopes, coalesce(last_used_at > now() - interval '1 minute', false) as noted
    from api_key where secret_hash = ${hashSecret(secret)} and revoked_at is null and expires_at > now()`
  if (!row) return null
  if (!row.noted) {
    await db.$executeRaw`
      update api_key set last_used_at = now(), last_used_from = ${address} where id = ${row.id}::uuid`
  }
  return { id: row.id, personId: row.personId, scopes: keyScopes.filter(scope => row.scopes.includes(scope)) }
}
