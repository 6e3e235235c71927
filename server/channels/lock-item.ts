import { rightsEndedSql } from '#server/assets/visible-sql'
import { Prisma, type Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** `rightsEnded`, `embargoed`: by the database's time at the transaction's start. */
export type LockedItem = {
  life: string
  kind: string
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
    select life, kind, file, unit_id as "unitId", uploaded_by as "uploadedBy", revision, ${rightsEndedSql()} as "rightsEnded",
      coalesce(embargo_until > now(), false) as embargoed
    from asset where id = ${assetId}::uuid for no key update`
  if (!row) throw new ProblemError('not-found')
  return row
}

/**
 * As lockItem, of the items that deliveries are about, by the items' ids. Of several only those that are free at this moment: who holds
 * more than one lock never waits for another, so nobody waits in a circle.
 */
export async function lockItemsOf(tx: Tx, deliveryIds: readonly string[]): Promise<Map<string, LockedItem>> {
  const patience = deliveryIds.length > 1 ? Prisma.sql`skip locked` : Prisma.empty
  const rows = await tx.$queryRaw<(LockedItem & { id: string })[]>`
    select id, life, kind, file, unit_id as "unitId", uploaded_by as "uploadedBy", revision, ${rightsEndedSql()} as "rightsEnded",
      coalesce(embargo_until > now(), false) as embargoed
    from asset where id in (select asset_id from delivery where id = any(${[...deliveryIds]}::uuid[])) for no key update ${patience}`
  return new Map(rows.map(({ id, ...item }) => [id, item]))
}
