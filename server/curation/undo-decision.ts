import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { lockNomination } from './lock-nomination.ts'
import { reopenNomination } from './reopen-nomination.ts'
import { reopenableSql } from './reopenable-sql.ts'

/**
 * Undoes an approval of which nothing was sent yet (what it queued is cancelled with it), or a return that the unit has not answered:
 * the nomination waits for a decision again. A worker begins an attempt under the same lock of the item, so one of the two is first:
 * either the delivery is gone before it began, or this throws `conflict` with a sentence. Throws `already-nominated` where the unit
 * has put the item forward anew.
 */
export async function undoDecision(db: Db, caller: Caller, id: string, language: 'vi' | 'en'): Promise<void> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  await transaction(db, async tx => {
    const row = await lockNomination(tx, actor, id, 'nomination.read')
    if (!(await isReopenable(tx, id))) throw new ProblemError('conflict', { detail: why(row.state)[language] })
    await reopenNomination(tx, row, actor, { kind: 'undone' })
    await record(tx, caller, {
      ...{ act: 'nomination.reopen', subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
      before: { nomination: id, state: row.state },
      after: { title: row.title, nomination: id, state: 'open' },
    })
    await signal(tx, 'a', row.assetId)
    await notify(tx, {
      kind: 'nomination-reopened',
      subject: { kind: 'asset', id: row.assetId },
      facts: { nominationId: id, channel: row.channel, undone: row.state === 'approved' ? 'approved' : 'returned' },
      to: { people: [row.nominatedBy], unit: { id: row.unitId, roles: ['editor'] } },
      by: actor.id,
    })
  })
}

async function isReopenable(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ may: boolean }[]>`
    select ${reopenableSql()} as may from nomination n where n.id = ${id}::uuid`
  return row?.may ?? false
}

function why(state: string): { vi: string; en: string } {
  if (state === 'approved')
    return {
      vi: 'Bản duyệt này đã bắt đầu được gửi lên kênh, không hoàn tác được nữa. Hãy dùng thu hồi nếu cần gỡ.',
      en: 'Sending it has begun, so the approval cannot be undone. Recall it if it has to come down.',
    }
  if (state === 'returned')
    return {
      vi: 'Đơn vị đã phản hồi sau khi đề cử bị trả lại, không hoàn tác được nữa. Hãy trao đổi với đơn vị.',
      en: 'The unit has answered the return, so it cannot be undone. Talk to the unit instead.',
    }
  return {
    vi: 'Đề cử này chưa được quyết định, hoặc đơn vị đã rút.',
    en: 'Nobody has decided this nomination, or its unit took it back.',
  }
}
