import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'

type Due = { assetId: string; unitId: string; uploadedBy: string; endsOn: Date; days: number }

/**
 * Writes what is due of the warnings 30, 7 and 1 days before a right ends: each once, and of several that are due at once (a right
 * recorded late, a hub that was off) the nearest alone. Days are counted in Vietnam by the database's clock. Idempotent.
 */
export async function warnOfEndingRights(db: Db): Promise<void> {
  await transaction(db, async tx => {
    const due = await tx.$queryRaw<Due[]>`
      with ending as (
        select id, unit_id, uploaded_by, rights_until as ends_on, rights_until - (now() at time zone 'Asia/Ho_Chi_Minh')::date as days_left
        from asset where rights_until is not null and life = 'active'
      ), due as (
        select id, unit_id, uploaded_by, ends_on, (select min(d) from unnest(array[30, 7, 1]) as d where d >= days_left) as days
        from ending where days_left between 0 and 30
      )
      select id as "assetId", unit_id as "unitId", uploaded_by as "uploadedBy", ends_on as "endsOn", days from due
      where not exists (
        select from rights_warning w where w.asset_id = due.id and w.ends_on = due.ends_on and w.days <= due.days)`
    // A second worker may be at it: the unique key decides.
    const written = await tx.rightsWarning.createManyAndReturn({
      data: due.map(({ assetId, endsOn, days }) => ({ id: newId(), assetId, endsOn, days })),
      skipDuplicates: true,
      select: { assetId: true },
    })
    const ours = new Set(written.map(row => row.assetId))
    for (const row of due) if (ours.has(row.assetId)) await tell(tx, row)
  })
}

/** The unit's editors, and who uploaded it: those who may prolong the right. */
async function tell(tx: Tx, { assetId, unitId, uploadedBy, endsOn, days }: Due): Promise<void> {
  await notify(tx, {
    kind: 'rights-ending',
    subject: { kind: 'asset', id: assetId },
    facts: { endsOn: endsOn.toISOString().slice(0, 10), days },
    to: { unit: { id: unitId, roles: ['editor'] }, people: [uploadedBy] },
  })
}
