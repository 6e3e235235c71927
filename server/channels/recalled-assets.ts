import type { Db, Tx } from '#server/platform/db'

/** Which of these assets are recalled: taken back, and not let out again by a curator since. */
export async function recalledAssets(db: Db | Tx, assetIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (assetIds.length === 0) return new Set()
  const rows = await db.recall.findMany({
    where: { assetId: { in: [...assetIds] }, liftedAt: null },
    select: { assetId: true },
  })
  return new Set(rows.map(row => row.assetId))
}

/** Is this one recalled? */
export async function isRecalled(db: Db | Tx, assetId: string): Promise<boolean> {
  return (await recalledAssets(db, [assetId])).has(assetId)
}
