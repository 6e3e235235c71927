import type { z } from 'zod'
import type { channelEdit } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import type { Sealer } from '#server/platform/sealer'
import { afterAnswer } from './breaker.ts'
import { readChannelForm } from './channel-form.ts'
import { checkAddress } from './check-address.ts'
import { unitByCode } from './create-channel.ts'
import { enqueueWaiting } from './enqueue-delivery.ts'

/**
 * Changes, pauses or resumes a channel; resuming closes the breaker and sends what waits at once. The address
 * is an administrator's to change, and only while nothing is live there. Throws `not-found`, `not-allowed`, `in-use`.
 */
export async function editChannel(
  { db, sealer }: { db: Db; sealer: Sealer },
  caller: Caller,
  id: string,
  edit: z.output<typeof channelEdit>,
): Promise<void> {
  if (edit.address) checkAddress(edit.address)
  await transaction(db, async tx => {
    const [locked] = await tx.$queryRaw<{ id: string }[]>`select id from channel where id = ${id}::uuid for update`
    if (!locked) throw new ProblemError('not-found')
    const before = await tx.channel.findUniqueOrThrow({ where: { id } })
    if (edit.address !== undefined && edit.address !== before.address) await refuseMove(tx, caller, id)
    if (
      edit.settings !== undefined ||
      edit.credentials !== undefined ||
      edit.windows !== undefined ||
      edit.unit !== undefined ||
      edit.perHour !== undefined
    )
      requireHubRole(caller.actor, 'administer')
    const form = readChannelForm(before.kind, { address: edit.address ?? before.address ?? undefined, ...edit }, before)
    const resumed = edit.state === 'active' && before.state === 'paused'
    const data = {
      ...(edit.name === undefined ? {} : { name: edit.name }),
      ...(edit.unit === undefined ? {} : { unitId: await unitByCode(tx, edit.unit) }),
      ...(edit.address === undefined ? {} : { address: edit.address }),
      ...(edit.settings === undefined ? {} : { settings: form.settings }),
      ...(edit.credentials === undefined ? {} : { credentials: sealer.seal(JSON.stringify(form.credentials)) }),
      ...(edit.windows === undefined ? {} : { windows: edit.windows }),
      ...(edit.perHour === undefined ? {} : { perHour: edit.perHour }),
      ...(edit.state === undefined ? {} : { state: edit.state, pausedReason: null }),
      ...(resumed ? afterAnswer() : {}),
    }
    await tx.channel.update({ where: { id }, data })
    // What waited for a window or a place may go sooner by the new ones; each attempt looks for itself.
    if (resumed || edit.windows !== undefined || edit.perHour !== undefined) await enqueueWaiting(tx, id, new Date())
    const { name, address, state, unitId, settings, windows, perHour } = before
    const { credentials, ...shown } = edit
    await record(tx, caller, {
      act: 'channel.edit',
      subjectKind: 'channel',
      subjectId: id,
      unitId,
      before: { name, address, state, settings, windows, perHour },
      after: { ...shown, ...(credentials ? { credentials: true } : {}) },
    })
  })
}

/** Another address is another receiver: what is live at the old one could no longer be taken back. */
async function refuseMove(tx: Tx, caller: Caller, channelId: string): Promise<void> {
  requireHubRole(caller.actor, 'administer')
  const live = await tx.assetUse.count({ where: { kind: 'delivery', ref: channelId } })
  if (live === 0) return
  throw new ProblemError('in-use', {
    detail: 'Kênh đang giữ tư liệu đã đăng. Thu hồi các tư liệu đó trước, hoặc tạo kênh mới cho địa chỉ mới.',
  })
}
