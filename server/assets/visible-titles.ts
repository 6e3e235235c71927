import type { Actor } from '#server/access/actor'
import { keyAllows } from '#server/access/key-scopes'
import type { Db } from '#server/platform/db'
import { visibleSql } from './visible-sql.ts'

/** The titles, by id, of those assets that the actor may read now; of the others nothing is said. */
export async function visibleTitles(
  db: Db,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (!keyAllows(actor, 'read')) return new Map()
  const rows = await db.$queryRaw<{ id: string; title: string }[]>`
    select a.id, a.title from asset a where a.id = any(${[...ids]}::uuid[]) and ${visibleSql(actor, 'a')}`
  return new Map(rows.map(({ id, title }) => [id, title]))
}
