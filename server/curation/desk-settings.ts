import type { z } from 'zod'
import type { channelDeskChange, DeskSettings } from '#contracts/desk'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { deskSettingKey, desksOf, hubFourEyes } from './channel-desk.ts'

/** Four eyes, what each channel asks for, and who may be given a nomination. */
export async function readDeskSettings(db: Db): Promise<DeskSettings> {
  const channels = await db.channel.findMany({ select: { id: true, code: true, name: true }, orderBy: { name: 'asc' } })
  const [fourEyes, desks, own, curators] = await Promise.all([
    hubFourEyes(db),
    desksOf(
      db,
      channels.map(channel => channel.id),
    ),
    db.channelDesk.findMany({ select: { channelId: true, fourEyes: true } }),
    db.person.findMany({
      where: { suspendedAt: null, hubRoles: { hasSome: ['curator', 'administrator'] } },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    }),
  ])
  const said = new Map(own.map(row => [row.channelId, row.fourEyes]))
  return {
    fourEyes,
    curators,
    channels: channels.map(channel => {
      const { languages, requires } = desks.get(channel.id)!
      return { channel, fourEyes: said.get(channel.id) ?? null, languages, requires }
    }),
  }
}

/** Asks for four eyes in the whole hub, or no longer. */
export async function changeDeskSettings(db: Db, caller: Caller, change: { fourEyes: boolean }): Promise<void> {
  requireHubRole(caller.actor, 'administer')
  await transaction(db, async tx => {
    const before = { fourEyes: await hubFourEyes(tx) }
    await tx.setting.upsert({
      where: { key: deskSettingKey },
      create: { key: deskSettingKey, value: change },
      update: { value: change },
    })
    const subject = { subjectKind: 'setting', subjectId: deskSettingKey }
    await record(tx, caller, { act: 'desk.settings', ...subject, before, after: change })
  })
}

/** Changes what the desk asks of one channel. Throws `not-found`. */
export async function changeChannelDesk(
  db: Db,
  caller: Caller,
  channelId: string,
  change: z.output<typeof channelDeskChange>,
): Promise<void> {
  requireHubRole(caller.actor, 'administer')
  await transaction(db, async tx => {
    const channel = await tx.channel.findUnique({ where: { id: channelId }, select: { unitId: true } })
    if (!channel) throw new ProblemError('not-found')
    const data = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    await tx.channelDesk.upsert({ where: { channelId }, create: { channelId, ...data }, update: data })
    const subject = { subjectKind: 'channel', subjectId: channelId, unitId: channel.unitId }
    await record(tx, caller, { act: 'desk.channel', ...subject, after: change })
  })
}
