import { record } from '#server/audit/record'
import { notify } from '#server/notifications/notify'
import type { Tx } from '#server/platform/db'

/** Tells the unit and who took it that an item was changed at its source, in the caller's transaction. */
export async function tellOfChange(tx: Tx, itemId: string, assetId: string): Promise<void> {
  const { source, unitId, people } = await about(tx, itemId, assetId)
  await notify(tx, {
    kind: 'relay-changed',
    subject: { kind: 'asset', id: assetId },
    facts: { source },
    to: { people, unit: { id: unitId, roles: ['editor'] } },
  })
}

/**
 * Marks what its source took back, in the caller's transaction: an item that nobody took leaves the inbox; of one that was taken the
 * asset is marked, and its unit, who took it and the curators are told. The asset itself stays: taking it down is theirs to decide.
 */
export async function withdrawItems(
  tx: Tx,
  rows: readonly { id: string; state: string; assetId: string | null; withdrawnAt: Date | null }[],
): Promise<void> {
  for (const row of rows.filter(each => each.withdrawnAt === null)) {
    const at = new Date()
    const gone = row.state === 'new' || row.state === 'duplicate' ? { state: 'dismissed' } : {}
    await tx.relayItem.update({ where: { id: row.id }, data: { withdrawnAt: at, updatedAt: at, ...gone } })
    await record(tx, 'system', { act: 'relay.withdrawn', subjectKind: 'relay-item', subjectId: row.id })
    const media = await tx.relayMedia.findMany({ where: { itemId: row.id, assetId: { not: null }, state: 'taken' } })
    const assets = [row.assetId, ...media.map(each => each.assetId)].flatMap(id => id ?? [])
    await tx.assetRelay.updateMany({ where: { assetId: { in: assets } }, data: { withdrawnAt: at } })
    if (row.assetId) await tellOfWithdrawal(tx, row.id, row.assetId)
  }
}

async function tellOfWithdrawal(tx: Tx, itemId: string, assetId: string): Promise<void> {
  const { source, unitId, people } = await about(tx, itemId, assetId)
  await notify(tx, {
    kind: 'relay-withdrawn',
    subject: { kind: 'asset', id: assetId },
    facts: { source },
    to: { people, unit: { id: unitId, roles: ['editor'] }, hubRole: 'curator' },
  })
}

async function about(tx: Tx, itemId: string, assetId: string) {
  const [item, asset, mark] = await Promise.all([
    tx.relayItem.findUniqueOrThrow({ where: { id: itemId }, select: { decidedBy: true } }),
    tx.asset.findUniqueOrThrow({ where: { id: assetId }, select: { unitId: true } }),
    tx.assetRelay.findUnique({ where: { assetId }, select: { source: true } }),
  ])
  return { source: mark?.source ?? '', unitId: asset.unitId, people: item.decidedBy ? [item.decidedBy] : [] }
}
