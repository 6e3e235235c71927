import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { type Db, databaseNow } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { personActor } from '#server/units/actor-of'
import { type CollectionRow, collectionFacts } from './find-collection.ts'
import { hashShareToken, readPass } from './share-token.ts'

/** A link that holds now, with who made it as they are now. */
export type OpenShare = {
  id: string
  collection: CollectionRow
  maker: Actor
  passwordHash: string | null
  watermark: boolean
  downloads: boolean
  expiresAt: Date
  now: Date
}

/**
 * The link of a token. Unknown, expired, revoked, of a maker who is suspended or may no longer manage the board: all are the same
 * `not-found`. Asked anew at each request, so what ends, ends with the next one.
 */
export async function findShare(db: Db, token: string): Promise<OpenShare> {
  if (!/^[0-9a-f]{64}$/.test(token)) throw new ProblemError('not-found')
  const row = await db.shareLink.findUnique({
    where: { tokenHash: hashShareToken(token) },
    include: { collection: { include: { grants: true } } },
  })
  if (!row) throw new ProblemError('not-found')
  const [now, maker] = await Promise.all([databaseNow(db), personActor(db, row.madeBy)])
  const stands = row.revokedAt === null && row.expiresAt > now
  const { id, collection, passwordHash, watermark, downloads, expiresAt } = row
  if (!stands || !can(maker, { act: 'collection.manage', collection: collectionFacts(collection) }))
    throw new ProblemError('not-found')
  return { id, collection, maker, passwordHash, watermark, downloads, expiresAt, now }
}

/** As `findShare`, for a visitor who has given the password where there is one. Throws `share-password` else. */
export async function openShare(db: Db, token: string, pass: string, secret: string): Promise<OpenShare> {
  const share = await findShare(db, token)
  const { id, passwordHash, now } = share
  if (passwordHash === null) return share
  const given = readPass(pass, { shareId: id, passwordHash, secret, now: Math.floor(now.getTime() / 1000) })
  if (!given) throw new ProblemError('share-password')
  return share
}
