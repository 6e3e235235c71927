import type { z } from 'zod'
import type { newChannel } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import type { Sealer } from '#server/platform/sealer'
import { curatingUnitId } from '#server/units/curating-unit'
import { readChannelForm } from './channel-form.ts'
import { checkAddress } from './check-address.ts'

/**
 * Adds a channel, owned by the unit that is named, else by the curating one. Throws `conflict` where the code is taken, `invalid-request` for plain http and for
 * settings or credentials that its kind does not know.
 */
export async function createChannel(
  deps: { db: Db; sealer: Sealer },
  caller: Caller,
  channel: z.output<typeof newChannel>,
): Promise<string> {
  const { db, sealer } = deps
  const { code, name, kind, address, windows, perHour } = channel
  const form = readChannelForm(kind, channel)
  if (address) checkAddress(address)
  return transaction(db, async tx => {
    const unitId = channel.unit === undefined ? await curatingUnitId(tx) : await unitByCode(tx, channel.unit)
    if (!unitId) throw new ProblemError('conflict', { detail: 'Chưa có đơn vị tuyển chọn (thiết lập curatingUnit).' })
    const id = newId()
    const { settings } = form
    const row = { id, unitId, code, name, kind, address: address ?? null, settings, windows, perHour }
    const credentials = form.credentials && sealer.seal(JSON.stringify(form.credentials))
    const { count } = await tx.channel.createMany({ data: [{ ...row, credentials }], skipDuplicates: true })
    if (count === 0)
      throw new ProblemError('conflict', { errors: [{ pointer: '/body/code', code: 'taken', detail: 'taken' }] })
    const after = {
      code,
      name,
      kind,
      address: row.address,
      settings,
      windows,
      perHour,
      credentials: credentials !== null,
    }
    await record(tx, caller, { act: 'channel.create', subjectKind: 'channel', subjectId: id, unitId, after })
    return id
  })
}

/** The id of the unit of this code. Throws `invalid-request` that names `unit`. */
export async function unitByCode(tx: Tx, code: string): Promise<string> {
  const unit = await tx.unit.findUnique({ where: { code } })
  if (unit) return unit.id
  throw new ProblemError('invalid-request', { errors: [{ pointer: '/body/unit', code: 'unknown', detail: 'unknown' }] })
}
