import type { Db } from '#server/platform/db'

/** Which of these assets were taken back: the last that was asked of a portal for them was to withdraw. */
export async function recalledAssets(db: Db, assetIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (assetIds.length === 0) return new Set()
  const rows = await db.$queryRaw<{ id: string }[]>`
    select last.asset_id as id from (
      select distinct on (asset_id) asset_id, op from delivery
      where asset_id = any(${[...assetIds]}::uuid[]) and (op = 'withdraw' or state <> 'cancelled')
      order by asset_id, created_at desc, id desc) last
    where last.op = 'withdraw'`
  return new Set(rows.map(row => row.id))
}
