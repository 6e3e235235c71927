import type { Response } from 'express'
import { kindsByHand } from '#contracts/delivery'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { attachment } from '#server/renditions/attachment'
import type { ObjectStore } from '#server/storage/object-store'
import { held } from './delivery-state.ts'
import { findMedia } from './find-media.ts'
import { readPackageItem } from './package-item.ts'
import { packageName, writePackage } from './write-package.ts'

/**
 * Streams the package of a delivery that a person publishes by hand, from its frozen bytes. Throws `not-found`, `conflict` while it
 * is not made or where it may not go out any more. A store that fails breaks the line, so that no half package looks whole.
 */
export async function downloadPackage(
  { db, store }: { db: Db; store: ObjectStore },
  deliveryId: string,
  res: Response,
): Promise<void> {
  const row = await db.delivery.findUnique({ where: { id: deliveryId }, include: { channel: true, members: true } })
  if (!row) throw new ProblemError('not-found')
  const ready = kindsByHand.includes(row.channel.kind) && row.op !== 'withdraw' && row.body !== null
  if (!ready || !(held as readonly string[]).includes(row.state))
    throw new ProblemError('conflict', { detail: 'Lượt này không có gói để tải, hoặc nội dung đã bị thu hồi.' })
  const post = readPackageItem(Buffer.from(row.body ?? '', 'utf8'))
  const assetIds = [row.assetId, ...row.members.map(each => each.assetId)]
  const media = await findMedia(db, store, { assetIds, files: post.media })
  if (!media) throw new ProblemError('conflict', { detail: 'Tệp của phiên bản này không còn trong kho.' })
  res.status(200).set({
    'Content-Type': 'application/zip',
    'Content-Disposition': attachment(`${packageName(post)}.zip`),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  await writePackage(post, media, row.createdAt, res)
}
