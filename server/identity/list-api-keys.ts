import type { ApiKey, KeyScope } from '#contracts/api-key'
import type { Db, Tx } from '#server/platform/db'

type Row = Omit<ApiKey, 'scopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'> & {
  scopes: string[]
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** A person's keys, newest first, the dead ones too; the latest 100. */
export async function listApiKeys(db: Db | Tx, personId: string): Promise<ApiKey[]> {
  const rows = await db.$queryRaw<Row[]>`
    select id, name, prefix, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt",
      last_used_from as "lastUsedFrom", revoked_at as "revokedAt",
      case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'active' end as state
    from api_key where person_id = ${personId}::uuid order by id desc limit 100`
  return rows.map(row => ({
    ...row,
    scopes: row.scopes as KeyScope[],
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }))
}
