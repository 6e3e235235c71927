import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { lockNomination, type NominationRow } from './lock-nomination.ts'
import { findChannel } from './nominate-package.ts'
import { noteEntry } from './note-entry.ts'
import { noFirst } from './reopen-nomination.ts'

/**
 * Chooses the channels of what waits for a decision. The nomination keeps its channel where that is named, else takes the first; each
 * further one gets a nomination of its own with the same items, texts and plan. Returns the ids, and whether anything changed. Throws
 * `already-decided`, `unknown-term`, `already-nominated` where the new channel of this one has one open.
 */
export async function setChannels(
  db: Db,
  caller: Caller,
  id: string,
  codes: readonly string[],
): Promise<{ ids: string[]; changed: boolean }> {
  requireHubRole(caller.actor, 'curate')
  return transaction(db, async tx => {
    const row = await lockNomination(tx, caller.actor, id, 'nomination.read')
    if (row.state !== 'open') throw new ProblemError('already-decided')
    const channels = new Map<string, string>()
    for (const code of codes) {
      const channel = await findChannel(tx, code)
      channels.set(channel.id, channel.name)
    }
    const own = channels.has(row.channelId) ? row.channelId : [...channels.keys()][0]!
    const moved = own !== row.channelId
    if (moved) await move(tx, caller, row, own, channels.get(own)!)
    const ids = [id]
    let added = 0
    for (const [channelId, name] of channels) {
      if (channelId === own) continue
      const open = await tx.nomination.findFirst({
        where: { assetId: row.assetId, channelId, state: 'open' },
        select: { id: true },
      })
      ids.push(open?.id ?? (await copy(tx, caller, row, channelId, name)))
      if (!open) added += 1
    }
    if (!moved && added === 0) return { ids, changed: false }
    await record(tx, caller, {
      ...{ act: 'nomination.channels', subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
      before: { nomination: id, channel: row.channel },
      after: { nomination: id, title: row.title, channels: [...channels.values()] },
    })
    await signal(tx, 'a', row.assetId)
    return { ids, changed: true }
  })
}

async function move(tx: Tx, caller: Caller, row: NominationRow, channelId: string, name: string): Promise<void> {
  const taken = await tx.nomination.count({ where: { assetId: row.assetId, channelId, state: 'open' } })
  if (taken > 0) throw new ProblemError('already-nominated')
  await tx.nomination.update({ where: { id: row.id }, data: { channelId, revision: { increment: 1 }, ...noFirst } })
  await noteEntry(tx, row.id, caller.actor, { kind: 'channel', facts: { channel: name } })
}

/** Who nominated stays who nominated: under four eyes a curator who adds a channel may still approve there. */
async function copy(tx: Tx, caller: Caller, row: NominationRow, channelId: string, name: string): Promise<string> {
  const id = newId()
  await tx.$executeRaw`
    insert into nomination (id, asset_id, channel_id, note, nominated_by, unit_id, package_id, due_at, priority, campaign_id,
      assigned_to, publish_at, texts)
    select ${id}::uuid, asset_id, ${channelId}::uuid, note, nominated_by, unit_id, package_id, due_at, priority, campaign_id,
      assigned_to, publish_at, texts
    from nomination where id = ${row.id}::uuid`
  await tx.$executeRaw`
    insert into nomination_item (nomination_id, asset_id, position, role)
    select ${id}::uuid, asset_id, position, role from nomination_item where nomination_id = ${row.id}::uuid`
  await noteEntry(tx, id, caller.actor, { kind: 'channel', facts: { channel: name } })
  return id
}
