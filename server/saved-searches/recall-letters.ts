import type { Tx } from '#server/platform/db'

/** What waits for a letter about these saved searches waits no more: whoever stops letters gets none that was on its way. */
export async function recallLetters(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.notification.updateMany({
    where: { kind: 'search-news', subjectId: { in: [...ids] }, mail: { not: null }, mailClaimedAt: null },
    data: { mail: null },
  })
}
