import type { Liveness } from '#contracts/ledger'
import type { Db } from '#server/platform/db'
import { held } from './delivery-state.ts'

/** What each channel's page of this asset shows, with the last 20 looks: the newest version that the channel holds. */
export async function listLiveness(db: Db, assetId: string): Promise<Liveness[]> {
  const rows = await db.delivery.findMany({
    where: { assetId, op: { not: 'withdraw' }, state: { in: [...held] } },
    include: { channel: { select: { id: true, code: true, name: true } }, asset: { select: { revision: true } } },
    orderBy: { version: 'desc' },
  })
  const newest = [...new Map(rows.toReversed().map(row => [row.channelId, row])).values()]
  const ids = newest.map(row => row.id)
  const [states, checks] = await Promise.all([
    db.liveness.findMany({ where: { deliveryId: { in: ids } } }),
    Promise.all(
      ids.map(deliveryId => db.livenessCheck.findMany({ where: { deliveryId }, orderBy: { id: 'desc' }, take: 20 })),
    ),
  ])
  return newest.map((row, at) => {
    const state = states.find(each => each.deliveryId === row.id)
    return {
      deliveryId: row.id,
      channel: row.channel,
      publicUrl: row.publicUrl,
      state: (state?.state as Liveness['state']) ?? null,
      since: state?.since.toISOString() ?? null,
      checkedAt: state?.checkedAt.toISOString() ?? null,
      portalEditedAt: state?.portalEditedAt?.toISOString() ?? null,
      editedHere: row.assetRevision !== null && row.assetRevision !== row.asset.revision,
      history: checks[at]!.map(({ id: _, deliveryId: __, at: time, ...check }) => ({
        ...check,
        at: time.toISOString(),
        state: check.state as Liveness['history'][number]['state'],
      })),
    }
  })
}
