import { rightsEndedSql } from '#server/assets/visible-sql'
import type { Prisma, Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { askCopies } from './ask-copies.ts'
import { type Approved, type Member, readContents } from './contents.ts'
import { droppable, isPendingWithdrawal, needsReinstating } from './delivery-state.ts'
import { enqueueDelivery } from './enqueue-delivery.ts'
import { lockItem } from './lock-item.ts'
import { isRecalled, recalledAssets } from './recalled-assets.ts'
import { refreshUse } from './refresh-use.ts'

export type QueuedPush = {
  assetId: string
  channelId: string
  op: 'publish' | 'update'
  nominationId?: string
  requestedBy: string
  /** Left out: the companions and texts of the newest delivery there, as they were approved. */
  approved?: Approved
  /** Not before this time, whatever the channel's windows. */
  publishAt?: Date | null
  /** Takes this recalled asset out of the package. */
  recallOf?: string
}

/**
 * Queues the next version of an item for a channel, in the caller's transaction, and drops older ones that still wait. Throws `not-ready`
 * for an asset in the trash or without its file, `rights-ended` where its dates hold it back, `conflict` while a withdrawal from there is
 * under way and after a kill.
 */
export async function queueDelivery(
  tx: Tx,
  push: QueuedPush,
  options: { above?: number } = {},
): Promise<{ id: string; version: number }> {
  const { assetId, channelId } = push
  const asset = await lockItem(tx, assetId)
  const earlier = await tx.delivery.findMany({ where: { assetId, channelId }, orderBy: { version: 'desc' } })
  await requireSendable(tx, push, asset, earlier)
  const { members, contents } = push.approved ?? (await approvedBefore(tx, assetId, channelId))
  const rows = await memberRows(tx, members, push.publishAt ?? null)
  await tx.delivery.updateMany({
    where: { assetId, channelId, op: { not: 'withdraw' }, state: { in: [...droppable] } },
    data: { state: 'cancelled', nextAt: null, updatedAt: new Date() },
  })
  const version = Math.max(earlier[0]?.version ?? 0, options.above ?? 0) + 1
  const id = newId()
  // An article is sent in the item itself.
  const hasFiles = asset.kind !== 'article' || rows.length > 0
  await tx.delivery.create({
    data: {
      ...{ id, assetId, channelId, version, op: push.op, requestedBy: push.requestedBy },
      nominationId: push.nominationId ?? null,
      state: 'queued',
      // What became of earlier versions is the receiver's to say; the first one finds nothing there.
      askFirst: false,
      reinstate: needsReinstating(earlier),
      assetRevision: asset.revision,
      unitId: asset.unitId,
      publishAt: push.publishAt ?? null,
      nextAt: push.publishAt ?? null,
      recallOf: push.recallOf ?? null,
      copiedAt: hasFiles ? null : new Date(),
      ...(contents ? { contents: contents as unknown as Prisma.InputJsonObject } : {}),
      members: { create: rows },
    },
  })
  await refreshUse(tx, assetId, channelId)
  if (hasFiles) await askCopies(tx, [id])
  await enqueueDelivery(
    tx,
    { id, assetId, channelId, op: push.op, recallOf: push.recallOf ?? null },
    push.publishAt ?? undefined,
  )
  return { id, version }
}

/** Throws as `queueDelivery` says; `earlier` is all that this channel ever had of the item. */
async function requireSendable(
  tx: Tx,
  { assetId, publishAt }: QueuedPush,
  asset: Awaited<ReturnType<typeof lockItem>>,
  earlier: Awaited<ReturnType<Tx['delivery']['findMany']>>,
): Promise<void> {
  if (asset.life !== 'active' || asset.file !== 'ready') throw new ProblemError('not-ready')
  // What is scheduled is asked again at its time.
  if (asset.rightsEnded || (asset.embargoed && !publishAt)) throw new ProblemError('rights-ended')
  if (await isRecalled(tx, assetId))
    throw conflict('Tư liệu đang bị thu hồi. Chuyên viên tuyển chọn phải dỡ bỏ lệnh thu hồi trước khi đăng lại.')
  if (earlier.some(isPendingWithdrawal))
    throw conflict('Nội dung đang được thu hồi khỏi kênh này; hãy chờ thu hồi xong.')
  if (earlier.some(each => each.kind === 'kill' && each.state !== 'cancelled'))
    throw conflict('Nội dung đã bị gỡ vĩnh viễn khỏi kênh này và không thể đăng lại.')
}

/** What was approved with the newest delivery of an item to a channel: its companions and texts. */
export async function approvedBefore(tx: Tx, assetId: string, channelId: string): Promise<Approved> {
  const last = await tx.delivery.findFirst({
    where: { assetId, channelId, op: { not: 'withdraw' }, state: { not: 'cancelled' } },
    orderBy: { version: 'desc' },
    include: { members: { orderBy: { position: 'asc' } } },
  })
  if (!last) return { members: [], contents: null }
  return {
    members: last.members.map(({ assetId, role }) => ({ assetId, role })),
    contents: readContents(last.contents),
  }
}

/** The companions with their revisions of now. Throws as for the asset itself. */
async function memberRows(tx: Tx, members: readonly Member[], publishAt: Date | null) {
  if (members.length === 0) return []
  const ids = members.map(each => each.assetId)
  const found = await tx.$queryRaw<
    { id: string; revision: number; ready: boolean; ended: boolean; embargoed: boolean }[]
  >`
    select id, revision, life = 'active' and file = 'ready' as ready, ${rightsEndedSql()} as ended,
      coalesce(embargo_until > now(), false) as embargoed
    from asset where id = any(${ids}::uuid[])`
  const rows = new Map(found.map(row => [row.id, row]))
  if (members.some(each => !rows.get(each.assetId)?.ready)) throw new ProblemError('not-ready')
  if (found.some(row => row.ended || (row.embargoed && !publishAt))) throw new ProblemError('rights-ended')
  if ((await recalledAssets(tx, ids)).size > 0) throw conflict(recalledMember)
  return members.map(({ assetId, role }, position) => ({
    ...{ assetId, role, position: position + 1 },
    revision: rows.get(assetId)!.revision,
  }))
}

const recalledMember = 'Trong gói có tư liệu đang bị thu hồi. Hãy bỏ tư liệu đó khỏi gói rồi duyệt lại.'
const conflict = (detail: string) => new ProblemError('conflict', { detail })
