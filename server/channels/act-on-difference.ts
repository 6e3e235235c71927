import type { reconcileActs } from '#contracts/ledger'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { applyReport } from './apply-report.ts'
import { compareItem, type Here, type There } from './compare-item.ts'
import { active, held } from './delivery-state.ts'
import { lockItem } from './lock-item.ts'
import { changedSince } from './members.ts'
import { noteFinding } from './note-finding.ts'
import { notePortalEdit } from './note-portal-edit.ts'
import { queueDelivery } from './queue-delivery.ts'
import { tellLiveness } from './tell-liveness.ts'
import { withdrawAgain } from './withdraw-again.ts'

/** `since`: when the receiver was asked. What moved here later than that, its answer cannot know. */
type Where = { runId: string; channelId: string; itemId: string; there: There | null; since: Date }

/**
 * Compares one item again under its lock, acts on what differs and notes it: a transaction of its own, so that a run that is killed
 * loses nothing and a second one finds nothing left to do.
 */
export async function actOnDifference(db: Db, { runId, channelId, itemId, there, since }: Where): Promise<void> {
  await transaction(db, async tx => {
    const known = await tx.delivery.count({ where: { channelId, assetId: itemId } })
    const asset = known > 0 ? await lockItem(tx, itemId) : null
    const rows = await tx.delivery.findMany({ where: { channelId, assetId: itemId }, orderBy: { version: 'desc' } })
    if (rows.some(each => each.updatedAt >= since)) return
    const here = hereOf(rows)
    const difference = compareItem(here, there)
    if (!difference) return
    const finding = { runId, channelId, itemId, kind: difference }
    const last = rows.find(each => settled(each.state))
    if (!asset || !last) return noteFinding(tx, { ...finding, acted: 'reported' })
    const acted = await act()
    await noteFinding(tx, { ...finding, acted })

    async function act(): Promise<(typeof reconcileActs)[number]> {
      if (!asset || !last) return 'reported'
      if (difference === 'missing' || difference === 'older') {
        // Fresh bytes would hold what nobody approved: then a curator decides.
        if (await changedSince(tx, last.id)) return 'needs-approval'
        const op = difference === 'missing' ? 'publish' : 'update'
        const nomination = last.nominationId ? { nominationId: last.nominationId } : {}
        return queueDelivery(tx, { assetId: itemId, channelId, op, requestedBy: last.requestedBy, ...nomination }).then(
          () => 'pushed' as const,
          error => {
            if (error instanceof ProblemError) return 'needs-approval' as const
            throw error
          },
        )
      }
      if (difference === 'still-live') {
        await withdrawAgain(tx, last, there?.version)
        return 'withdrawing'
      }
      if (difference === 'edited') {
        await notePortalEdit(tx, last, asset.unitId, there!.digest)
        return 'noted'
      }
      const { updatedAt, ...said } = there!
      const receipt = { ...said, receiptId: `reconcile-${runId}`, receivedAt: updatedAt }
      const raw = Buffer.from(JSON.stringify(there))
      await applyReport(tx, channelId, {
        event: null,
        received: { receipt, raw, headers: {} },
        source: 'api',
        text: '',
      })
      if (difference === 'withdrawn-there') await tellLiveness(tx, last, asset.unitId, 'withdrawn')
      return 'noted'
    }
  })
}

type Row = { op: string; state: string; version: number; digest: string | null }

/** What the deliveries of one item and channel, newest first, say about it; null where nothing ever arrived. */
export function hereOf(rows: readonly Row[]): Here | null {
  const busy = rows.some(each => (active as readonly string[]).includes(each.state))
  const last = rows.find(each => settled(each.state))
  if (!last) return busy ? { busy, withdrawn: false, version: 0, digest: null, state: 'queued' } : null
  return { busy, withdrawn: last.state === 'withdrawn', version: last.version, digest: last.digest, state: last.state }
}

const settled = (state: string) => (held as readonly string[]).includes(state) || state === 'withdrawn'
