import type { Actor } from '#server/access/actor'
import { keyAllows } from '#server/access/key-scopes'
import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { visibleSql } from './visible-sql.ts'

/**
 * Throws `duplicate` with the asset that shows the same object, where the actor may read it now. Of any other (hidden, embargoed, in
 * the trash, an older version) nothing is said: who has the bytes must not learn who else has them. The caller has locked the object's
 * row, so of two equal uploads at one moment the second sees the first.
 */
export async function refuseDuplicate(tx: Tx, actor: Actor, objectId: string): Promise<void> {
  if (!keyAllows(actor, 'read')) return
  const [found] = await tx.$queryRaw<{ id: string; title: string }[]>`
    select a.id, a.title from asset_version v
    join asset a on a.id = v.asset_id
    where v.object_id = ${objectId}::uuid and ${visibleSql(actor, 'a')}
      and not exists (select from asset_version n where n.asset_id = v.asset_id and n.number > v.number)
    order by a.id
    limit 1`
  if (found) throw new ProblemError('duplicate', { extension: { asset: found } })
}
