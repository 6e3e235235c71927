import type { NotificationSubject } from '#contracts/notification'
import { can } from '#server/access/can'
import type { SubjectRule } from '#server/notifications/subject'
import { type Db, Prisma } from '#server/platform/db'
import { livestreamReadable } from './livestream-sql.ts'

/** Live streams as what notifications are about: shown to those that they are shared with at that moment. */
export const livestreamSubject: SubjectRule = {
  readable: (actor, id) =>
    Prisma.sql`exists (select from livestream l where l.id = ${id} and ${livestreamReadable(actor)})`,
  describe,
  async readers(db, ids) {
    const rows = await db.livestream.findMany({ where: { id: { in: [...ids] } }, include: { livestreamShares: true } })
    return actor =>
      rows
        .map(row => ({ ...row, sharedWith: row.livestreamShares.map(share => share.unitId) }))
        .filter(livestream => can(actor, { act: 'livestream.read', livestream }))
        .map(row => row.id)
  },
}

async function describe(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, NotificationSubject>> {
  const rows = await db.livestream.findMany({ where: { id: { in: [...ids] } }, select: { id: true, title: true } })
  return new Map(
    rows.map(row => [row.id, { ...row, kind: 'livestream', assetKind: 'video', thumbUrl: null, thumbhash: null }]),
  )
}
