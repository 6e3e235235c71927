import { rightsEndedSql } from '#server/assets/visible-sql'
import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** `rightsEnded`, `embargoed`: by the database's time at the transaction's start. */
export type LockedItem = {
  life: string
  file: string
  unitId: string
  uploadedBy: string
  revision: number
  rightsEnded: boolean
  embargoed: boolean
}

/**
 * Locks an asset's row for the rest of the transaction: everything that decides about an item and its channels takes this lock first,
 * so versions rise by one, a withdrawal and a push never pass each other, and nothing is queued for what goes into the trash.
 */
export async function lockItem(tx: Tx, assetId: string): Promise<LockedItem> {
  const [row] = await tx.$queryRaw<LockedItem[]>`
    select life, file, unit_id as "unitId", uploaded_by as "uploadedBy", revision, ${rightsEndedSql()} as "rightsEnded",
      coalesce(embargo_until > now(), false) as embargoed
    from asset where id = ${assetId}::uuid for no key update`
  if (!row) throw new ProblemError('not-found')
  return row
}

/** As lockItem, of the item that a delivery is about; null where there is no such delivery. */
export async function lockItemOf(tx: Tx, deliveryId: string): Promise<LockedItem | null> {
  const [row] = await tx.$queryRaw<LockedItem[]>`
    select life, file, unit_id as "unitId", uploaded_by as "uploadedBy", revision, ${rightsEndedSql()} as "rightsEnded",
      coalesce(embargo_until > now(), false) as embargoed
    from asset where id = (select asset_id from delivery where id = ${deliveryId}::uuid) for no key update`
  return row ?? null
}
