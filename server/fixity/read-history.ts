import type { StorageAnswer } from '#contracts/storage'
import type { Db } from '#server/platform/db'

type Run = StorageAnswer['fixity']['runs'][number]
type Finding = StorageAnswer['fixity']['findings'][number]

/** The last ten passes, newest first. One that has not been heard of for a minute was killed, whatever its row says. */
export async function listRuns(db: Db): Promise<Run[]> {
  const rows = await db.fixityRun.findMany({ orderBy: { startedAt: 'desc' }, take: 10 })
  return rows.map(({ beatAt, startedAt, endedAt, ...row }) => {
    const silent = row.state === 'running' && Date.now() - beatAt.getTime() > 60_000
    return {
      ...row,
      state: (silent ? 'interrupted' : row.state) as Run['state'],
      bytes: Number(row.bytes),
      startedAt: startedAt.toISOString(),
      endedAt: (endedAt ?? (silent ? beatAt : null))?.toISOString() ?? null,
    }
  })
}

/** The last twenty findings, newest first, with an asset that has the object. Drafts give no title away. */
export async function listFindings(db: Db): Promise<Finding[]> {
  const rows = await db.$queryRaw<(Omit<Finding, 'at'> & { at: Date })[]>`
    select f.id, f.at, f.outcome, f.rendition, a.id as "assetId", case when a.visibility <> 'draft' then a.title end as title
    from fixity_finding f
    left join lateral (
      select asset.id, asset.title, asset.visibility from asset_version v join asset on asset.id = v.asset_id
      where v.object_id = f.object_id order by asset.id limit 1) a on true
    order by f.at desc, f.id desc limit 20`
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}
