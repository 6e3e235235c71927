import { notify } from '#server/notifications/notify'
import { type Db, transaction } from '#server/platform/db'
import { listRecallProposals } from './list-recall-proposals.ts'

/** Tells the curators of what is live although its right has ended: each item once for each end. Idempotent. */
export async function proposeRecalls(db: Db): Promise<void> {
  for (const { asset, channels, reason, since } of await listRecallProposals(db)) {
    await transaction(db, tx =>
      notify(tx, {
        kind: 'recall-proposed',
        subject: { kind: 'asset', id: asset.id },
        facts: { reason, channels: channels.map(channel => channel.name) },
        to: { hubRole: 'curator' },
        once: `recall-proposed:${asset.id}:${since}`,
      }),
    )
  }
}
