import type { z } from 'zod'
import type { newChannel } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { curatingUnitId } from '#server/units/curating-unit'
import { checkAddress } from './check-address.ts'

/** Adds a channel, owned by the curating unit. Throws `conflict` where the code is taken, `invalid-request` for plain http. */
export async function createChannel(db: Db, caller: Caller, channel: z.output<typeof newChannel>): Promise<string> {
  checkAddress(channel.address)
  return transaction(db, async tx => {
    const unitId = await curatingUnitId(tx)
    if (!unitId) throw new ProblemError('conflict', { detail: 'Chưa có đơn vị tuyển chọn (thiết lập curatingUnit).' })
    const id = newId()
    const { count } = await tx.channel.createMany({ data: [{ id, unitId, ...channel }], skipDuplicates: true })
    if (count === 0)
      throw new ProblemError('conflict', { errors: [{ pointer: '/body/code', code: 'taken', detail: 'taken' }] })
    await record(tx, caller, { act: 'channel.create', subjectKind: 'channel', subjectId: id, unitId, after: channel })
    return id
  })
}
