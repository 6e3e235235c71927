import type { z } from 'zod'
import type { Share, shareVisits } from '#contracts/share'
import type { Actor } from '#server/access/actor'
import { type Db, databaseNow } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { findCollection } from './find-collection.ts'

/** The links of a board, the newest first, for those who manage it; never their tokens. */
export async function listShares(db: Db, actor: Actor, collectionId: string, id?: string): Promise<Share[]> {
  await findCollection(db, actor, collectionId, 'collection.manage')
  const [now, rows] = await Promise.all([
    databaseNow(db),
    db.shareLink.findMany({
      where: { collectionId, ...(id ? { id } : {}) },
      include: { maker: { select: { name: true } }, visits: { where: { act: 'open' } } },
      orderBy: { id: 'desc' },
    }),
  ])
  return rows.map(({ visits, maker, passwordHash, ...row }) => ({
    id: row.id,
    label: row.label,
    state: row.revokedAt ? 'revoked' : row.expiresAt <= now ? 'expired' : 'open',
    password: passwordHash !== null,
    watermark: row.watermark,
    downloads: row.downloads,
    madeBy: maker.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    opened: visits.reduce((sum, visit) => sum + visit.times, 0),
    lastAt:
      visits
        .map(visit => visit.lastAt.toISOString())
        .sort()
        .at(-1) ?? null,
  }))
}

/** When and from which networks a link was opened, the newest first, at most 500 rows. Throws `not-found`. */
export async function listVisits(
  db: Db,
  actor: Actor,
  collectionId: string,
  shareId: string,
): Promise<z.infer<typeof shareVisits>['visits']> {
  const [share] = await listShares(db, actor, collectionId, shareId)
  if (!share) throw new ProblemError('not-found')
  const rows = await db.shareVisit.findMany({ where: { shareId }, orderBy: { lastAt: 'desc' }, take: 500 })
  return rows.map(({ act, network, day, times, lastAt }) => ({
    act: act as 'open' | 'refused' | 'download',
    network,
    day: day.toISOString().slice(0, 10),
    times,
    lastAt: lastAt.toISOString(),
  }))
}
