import type { Deps } from '#server/deps'
import { forgetOld, peopleWithDigest } from '#server/notifications/letter-claims'
import { transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

/** Every morning: one job for each person for whom a digest is due, then what is old is forgotten. Run twice, it does nothing more. */
export async function sendDigests({ db, log }: Pick<Deps, 'db' | 'log'>): Promise<void> {
  const people = await peopleWithDigest(db)
  await transaction(db, async tx => {
    for (const personId of people) {
      await enqueue(tx, 'notification.mail', { personId, mode: 'digest' }, { key: `digest:${personId}` })
    }
  })
  const forgotten = await forgetOld(db)
  log.info({ event: 'notifications.digests', people: people.length, forgotten })
}
