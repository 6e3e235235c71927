import { type Note, notifyAll } from '#server/notifications/notify'
import type { Tx } from '#server/platform/db'
import { held } from './delivery-state.ts'
import type { DeliveryChange, SettledRow } from './settle.ts'

const isHeld = (state: string) => (held as readonly string[]).includes(state)

type Told = { row: SettledRow & { state: string; channelName?: string }; unitId: string; change: DeliveryChange }

/**
 * Tells the unit and the curators how a delivery ended: the receiver has it, refused it, took it down, or it is given up. Further
 * states of what the receiver has already (received, then published) are told only where it comes to be published.
 */
export function tellDelivery(tx: Tx, row: Told['row'], unitId: string, change: DeliveryChange): Promise<void> {
  return tellDeliveries(tx, [{ row, unitId, change }])
}

/** As tellDelivery, of several deliveries of one channel. */
export async function tellDeliveries(tx: Tx, told: readonly Told[]): Promise<void> {
  const worthy = told.flatMap(each => {
    const kind = kindOf(each)
    return kind ? [{ ...each, kind }] : []
  })
  if (worthy.length === 0) return
  const { channelId, channelName } = worthy[0]!.row
  const name = channelName ?? (await nameOf(tx, channelId))
  await notifyAll(
    tx,
    worthy.map(each => noteOf(each, name)),
  )
}

async function nameOf(tx: Tx, channelId: string): Promise<string> {
  const [channel] = await tx.$queryRaw<{ name: string }[]>`select name from channel where id = ${channelId}::uuid`
  return channel!.name
}

type Kind = 'recall-done' | 'delivery-failed' | 'delivery-done'

function kindOf({ row, change }: Told): Kind | null {
  if (change.state === row.state) return null
  if (row.op === 'withdraw') return change.state === 'withdrawn' ? 'recall-done' : null
  if (change.state === 'dead' || change.state === 'rejected') return 'delivery-failed'
  const news = isHeld(change.state) && (!isHeld(row.state) || change.state === 'published')
  return news ? 'delivery-done' : null
}

function noteOf({ row, unitId, change, kind }: Told & { kind: Kind }, channel: string): Note<Kind> {
  const { state, publicUrl } = change
  const about = {
    subject: { kind: 'asset', id: row.assetId } as const,
    to: { unit: { id: unitId, roles: ['editor'] as const }, hubRole: 'curator' as const },
  }
  const facts = { deliveryId: row.id, channel }
  if (kind === 'recall-done') return { ...about, kind, facts }
  if (kind === 'delivery-done') return { ...about, kind, facts: { ...facts, state, publicUrl } }
  const reason = (change.problemText ?? change.problem ?? '').slice(0, 300)
  return { ...about, kind, facts: { ...facts, state, reason } }
}
