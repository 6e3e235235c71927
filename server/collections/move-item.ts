import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** Between neighbours there is room for twenty halvings before a board is numbered anew. */
export const gap = 1n << 20n

/**
 * Puts an item before another of the same board (null: last). Runs under the board's lock. Throws `not-found` where `before` does not
 * stand there.
 */
export async function moveItem(tx: Tx, collectionId: string, assetId: string, before: string | null): Promise<void> {
  if (before === assetId) return
  const order = await tx.collectionItem.findMany({
    where: { collectionId, assetId: { not: assetId } },
    orderBy: [{ position: 'asc' }, { assetId: 'asc' }],
    select: { assetId: true, position: true },
  })
  const at = before === null ? order.length : order.findIndex(item => item.assetId === before)
  if (at < 0) throw new ProblemError('not-found')
  const position = between(order[at - 1]?.position, order[at]?.position)
  if (position === null) {
    const ids = order.map(item => item.assetId)
    return renumber(tx, collectionId, [...ids.slice(0, at), assetId, ...ids.slice(at)])
  }
  await tx.collectionItem.update({ where: { collectionId_assetId: { collectionId, assetId } }, data: { position } })
}

/** A whole number between two, or null where there is none left. */
export function between(low: bigint | undefined, high: bigint | undefined): bigint | null {
  if (low === undefined) return high === undefined ? gap : high - gap
  if (high === undefined) return low + gap
  const middle = (low + high) / 2n
  return middle > low && middle < high ? middle : null
}

async function renumber(tx: Tx, collectionId: string, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update collection_item i set position = o.place * ${gap}::bigint
    from unnest(${[...ids]}::uuid[]) with ordinality as o (asset_id, place)
    where i.collection_id = ${collectionId}::uuid and i.asset_id = o.asset_id`
}
