import type { z } from 'zod'
import type { quarantined } from '#contracts/version'
import type { Db } from '#server/platform/db'

type Quarantined = z.infer<typeof quarantined>
type Row = Omit<Quarantined, 'asset' | 'at'> & { assetId: string; title: string; at: Date }

/** The newest 200 files in which malware was found and that nobody has purged yet, for administrators. */
export async function listQuarantine(db: Db): Promise<{ files: Quarantined[] }> {
  const rows = await db.$queryRaw<Row[]>`
    select v.id, a.id as "assetId", a.title, v.number as version, coalesce(v.file_name, '') as "fileName",
      coalesce(v.scan_found, '') as found, n.name as unit, p.name as "uploadedBy", v.scanned_at as at
    from asset_version v
    join asset a on a.id = v.asset_id
    join unit_name n on n.id = unit_name_at(a.unit_id, hub_today())
    left join person p on p.id = v.created_by
    where v.scan = 'infected' and v.object_id is not null
    order by v.scanned_at desc, v.id
    limit 200`
  return {
    files: rows.map(({ assetId, title, at, ...row }) => ({
      ...row,
      asset: { id: assetId, title },
      at: at.toISOString(),
    })),
  }
}
