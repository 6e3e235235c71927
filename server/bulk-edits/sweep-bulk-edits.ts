import type { Db } from '#server/platform/db'
import { undoDays } from './bulk-edit-states.ts'

const rememberedDays = 90

/**
 * Forgets dry runs after their 24 hours, the values of an edit when it may no longer be taken back or the item was purged, and edits
 * of 90 days ago. An edit that never came to its end counts as cancelled when its seven days would be over. Idempotent.
 */
export async function sweepBulkEdits(db: Db): Promise<void> {
  await db.$executeRaw`delete from bulk_edit where state in ('checking', 'ready') and expires_at < now()`
  await db.$executeRaw`
    update bulk_edit set state = case state when 'running' then 'cancelled' else 'undone' end,
      finished_at = coalesce(finished_at, now() - make_interval(days => ${undoDays}))
    where state in ('running', 'undoing') and coalesce(finished_at, expires_at) < now() - make_interval(days => ${undoDays})`
  await db.$executeRaw`
    with ended as (
      update bulk_edit set values_dropped = true, changes = null
      where not values_dropped and state <> 'undoing' and finished_at <= now() - make_interval(days => ${undoDays})
      returning id
    )
    update bulk_edit_row r set before = null, after = null, cells = null from ended where r.bulk_edit_id = ended.id`
  await db.$executeRaw`
    update bulk_edit_row r set before = null, after = null, cells = null from asset a
    where a.id = r.asset_id and a.life = 'purged' and (r.before is not null or r.cells is not null)`
  await db.$executeRaw`delete from bulk_edit where finished_at < now() - make_interval(days => ${rememberedDays})`
}
