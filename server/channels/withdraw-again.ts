import { recall as recallShape } from '#contracts/delivery'
import type { Tx } from '#server/platform/db'
import { queueWithdrawal } from './request-recall.ts'
import { tellLiveness } from './tell-liveness.ts'

type Withdrawn = {
  id: string
  assetId: string
  channelId: string
  kind: string | null
  reason: string | null
  requestedBy: string
}

/** It was withdrawn here and is live there: takes it back once more and raises the alarm. Inside the item's lock. */
export async function withdrawAgain(tx: Tx, row: Withdrawn, above = 0): Promise<void> {
  const { assetId, channelId } = row
  const [channel, asset, newest] = await Promise.all([
    tx.channel.findUniqueOrThrow({ where: { id: channelId }, select: { kind: true } }),
    tx.asset.findUniqueOrThrow({ where: { id: assetId }, select: { unitId: true } }),
    tx.delivery.aggregate({ where: { assetId, channelId }, _max: { version: true } }),
  ])
  const recall = recallShape.parse({ kind: row.kind ?? 'takedown', reason: row.reason ?? 'error' })
  const version = Math.max(newest._max.version ?? 0, above) + 1
  await queueWithdrawal(tx, { assetId, channelId, kind: channel.kind, version, recall, personId: row.requestedBy })
  await tellLiveness(tx, row, asset.unitId, 'still-live')
}
