import type { NewShare } from '#contracts/share'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { hashPassword } from '#server/identity/password'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { findCollection, lockCollection } from './find-collection.ts'
import { newShareToken } from './share-token.ts'
import { requireKnownRights } from './unknown-rights.ts'
import { wantMarks } from './want-marks.ts'

/** The most links of one board. */
const most = 200

/**
 * Makes a link to a board; answers its id and, this once, its token. Throws `not-found`, `not-allowed`, `board-full` beyond 200 links,
 * `relay-rights-unknown`, and `invalid-request` for files under a watermark: whoever has the file has it without the mark.
 */
export async function createShare(
  db: Db,
  caller: Caller,
  collectionId: string,
  wish: NewShare,
): Promise<{ id: string; token: string }> {
  if (wish.watermark && wish.downloads) {
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/body/downloads', code: 'watermarked', detail: 'a watermark and files exclude each other' }],
    })
  }
  await findCollection(db, caller.actor, collectionId, 'collection.manage')
  const passwordHash = wish.password === undefined ? null : await hashPassword(wish.password)
  return transaction(db, async tx => {
    await lockCollection(tx, collectionId)
    const { asked, unitId } = await findCollection(tx, caller.actor, collectionId, 'collection.manage')
    await requireKnownRights(tx, collectionId)
    if ((await tx.shareLink.count({ where: { collectionId } })) >= most) throw new ProblemError('board-full')
    const { token, hash } = newShareToken()
    const { label, watermark, downloads, expiresInDays } = wish
    const id = newId()
    const expiresAt = new Date(Date.now() + expiresInDays * 86_400_000)
    await tx.shareLink.create({
      data: {
        id,
        collectionId,
        madeBy: asked.id,
        tokenHash: hash,
        label,
        passwordHash,
        watermark,
        downloads,
        expiresAt,
      },
    })
    const after = {
      share: id,
      watermark,
      downloads,
      password: passwordHash !== null,
      expiresAt: expiresAt.toISOString(),
    }
    await record(tx, caller, { act: 'share.create', subjectKind: 'collection', subjectId: collectionId, unitId, after })
    await wantMarks(tx, collectionId)
    return { id, token }
  })
}

/** Revokes a link: the next request to it finds nothing. Idempotent. Throws `not-found`, `not-allowed`. */
export async function revokeShare(db: Db, caller: Caller, collectionId: string, id: string): Promise<void> {
  await transaction(db, async tx => {
    const { unitId } = await findCollection(tx, caller.actor, collectionId, 'collection.manage')
    const where = { id, collectionId }
    if (!(await tx.shareLink.findFirst({ where, select: { id: true } }))) throw new ProblemError('not-found')
    const { count } = await tx.shareLink.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) return
    const after = { share: id }
    await record(tx, caller, { act: 'share.revoke', subjectKind: 'collection', subjectId: collectionId, unitId, after })
  })
}
