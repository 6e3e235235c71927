import type { Tx } from '#server/platform/db'

/**
 * Notes who holds a copy of the asset: whoever downloaded it (the audit knows) and whoever said what they use it for. Each once a
 * recall; who was noted before is not told again. Returns the ids of the people noted now.
 */
export async function noteTakers(tx: Tx, recallId: string, assetId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with taken as (
      select d.person_id, null::uuid as unit_id, 1 as downloads, 0 as reuses
      from audit_entry e join audit_detail d on d.entry_id = e.id
      where e.act = 'asset.download' and e.subject_id = ${assetId} and e.subject_kind = 'asset' and d.person_id is not null
      union all
      select person_id, unit_id, 0, 1 from asset_reuse where asset_id = ${assetId}::uuid and person_id is not null
    )
    insert into recall_notice (recall_id, person_id, unit_id, downloads, reuses)
    select ${recallId}::uuid, t.person_id,
      coalesce((array_agg(t.unit_id) filter (where t.unit_id is not null))[1],
        (select m.unit_id from membership m where m.person_id = t.person_id order by m.id limit 1)),
      sum(t.downloads), sum(t.reuses)
    from taken t join person p on p.id = t.person_id
    group by t.person_id
    on conflict do nothing
    returning person_id as id`
  return rows.map(row => row.id)
}
