import type { Channel } from '#contracts/delivery'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { Db, Tx } from '#server/platform/db'
import { unitsNamedAt } from '#server/units/unit-names'
import { isOpen } from './breaker.ts'
import { active } from './delivery-state.ts'

/** Channels with their health; one of them where `id` is given. */
export async function listChannels(db: Db | Tx, actor: Actor, now: Date, id?: string): Promise<Channel[]> {
  const rows = await db.channel.findMany({ where: id ? { id } : {}, orderBy: { code: 'asc' } })
  const units = await unitsNamedAt(db, [...new Set(rows.map(row => row.unitId))])
  const waiting = await db.delivery.groupBy({
    by: ['channelId'],
    where: {
      channelId: { in: rows.map(row => row.id) },
      OR: [
        { state: { in: active.filter(state => state !== 'withdrawing') } },
        { state: 'withdrawing', op: 'withdraw' },
      ],
    },
    _count: true,
    _min: { createdAt: true },
  })
  return rows.map(row => {
    const queue = waiting.find(each => each.channelId === row.id)
    const { id, code, name, address, pausedReason, perHour } = row
    const unit = units.find(each => each.id === row.unitId)
    // A press list's addresses are not for everyone.
    const settings = can(actor, { act: 'hub.curate' }) ? (row.settings as Channel['settings']) : {}
    const open = isOpen(row, now)
    return {
      ...{ id, code, name, address, pausedReason, settings, perHour },
      unit: { code: unit?.code ?? '', name: unit?.name ?? '' },
      windows: row.windows as Channel['windows'],
      mayPause: can(actor, { act: 'channel.pause', unitId: row.unitId }),
      hasCredentials: row.credentials !== null,
      kind: row.kind as Channel['kind'],
      state: row.state as Channel['state'],
      health: {
        breaker: open ? 'open' : 'closed',
        openUntil: open ? (row.openUntil?.toISOString() ?? null) : null,
        lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
        oldestWaitingAt: queue?._min.createdAt?.toISOString() ?? null,
        waiting: queue?._count ?? 0,
        quotaUntil: row.quotaUntil && row.quotaUntil > now ? row.quotaUntil.toISOString() : null,
      },
    }
  })
}
