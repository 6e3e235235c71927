import type { z } from 'zod'
import type { deadRetry } from '#contracts/ledger'
import type { Caller } from '#server/access/caller'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { retryDelivery } from './retry-delivery.ts'

/**
 * Sends dead letters again, each in a transaction of its own: one that may not go (edited since its approval, recalled) says why and
 * holds up no other. At most 500 at a time, the newest version of each item only.
 */
export async function retryDead(
  db: Db,
  caller: Caller,
  { ids, channel }: z.output<typeof deadRetry>,
): Promise<{ retried: number; refused: { id: string; detail: string }[] }> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select d.id from delivery d join channel c on c.id = d.channel_id
    where d.state = 'dead' and (${channel ?? null}::text is null or c.code = ${channel ?? null})
      and (${ids ?? null}::uuid[] is null or d.id = any(${ids ?? null}::uuid[]))
      and not exists (
        select from delivery n where n.asset_id = d.asset_id and n.channel_id = d.channel_id and n.version > d.version)
    order by d.id limit 500`
  const refused: { id: string; detail: string }[] = []
  for (const { id } of rows) {
    try {
      await retryDelivery(db, caller, id)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      refused.push({ id, detail: error.detail ?? error.key })
    }
  }
  return { retried: rows.length - refused.length, refused }
}
