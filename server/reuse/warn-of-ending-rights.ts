import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'

type Due = { assetId: string; endsOn: Date; days: number }

/**
 * Writes what is due of the warnings 30, 7 and 1 days before a right ends: each once, and of several that are due at once (a right
 * recorded late, a hub that was off) the nearest alone. Days are counted in Vietnam by the database's clock. Idempotent.
 */
export async function warnOfEndingRights(db: Db): Promise<void> {
  await transaction(db, async tx => {
    const due = await tx.$queryRaw<Due[]>`
      with ending as (
        select id, rights_until as ends_on, rights_until - (now() at time zone 'Asia/Ho_Chi_Minh')::date as days_left
        from asset where rights_until is not null and life = 'active'
      ), due as (
        select id, ends_on, (select min(d) from unnest(array[30, 7, 1]) as d where d >= days_left) as days
        from ending where days_left between 0 and 30
      )
      select id as "assetId", ends_on as "endsOn", days from due
      where not exists (
        select from rights_warning w where w.asset_id = due.id and w.ends_on = due.ends_on and w.days <= due.days)`
    // A second worker may be at it: the unique key decides.
    if (due.length > 0)
      await tx.rightsWarning.createMany({ data: due.map(row => ({ id: newId(), ...row })), skipDuplicates: true })
  })
}
