import type { NotificationSubject } from '#contracts/notification'
import type { SubjectRule } from '#server/notifications/subject'
import { type Db, Prisma } from '#server/platform/db'

/** Saved searches as what notifications are about: shown to their owners while they are kept. */
export const savedSearchSubject: SubjectRule = {
  readable: (actor, id) =>
    actor.kind === 'person'
      ? Prisma.sql`exists (select from saved_search s where s.id = ${id} and s.person_id = ${actor.id}::uuid)`
      : Prisma.sql`false`,
  describe,
  async readers(db, ids) {
    const rows = await db.savedSearch.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, personId: true },
    })
    return actor => rows.filter(row => actor.kind === 'person' && row.personId === actor.id).map(row => row.id)
  },
}

async function describe(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, NotificationSubject>> {
  const rows = await db.savedSearch.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } })
  return new Map(
    rows.map(({ id, name }) => [
      id,
      { id, title: name, kind: 'saved-search', assetKind: 'image', thumbUrl: null, thumbhash: null },
    ]),
  )
}
