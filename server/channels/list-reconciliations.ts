import type { z } from 'zod'
import type { reconciliation } from '#contracts/ledger'
import type { Db } from '#server/platform/db'

type Run = z.output<typeof reconciliation>

/** The last ten comparisons with a channel's receiver, newest first, each with its first 200 findings. */
export async function listReconciliations(db: Db, channelId: string): Promise<Run[]> {
  const runs = await db.reconcileRun.findMany({ where: { channelId }, orderBy: { id: 'desc' }, take: 10 })
  const found = await Promise.all(
    runs.map(run => db.reconcileFinding.findMany({ where: { runId: run.id }, orderBy: { id: 'asc' }, take: 200 })),
  )
  const ids = [...new Set(found.flat().map(each => each.itemId))]
  const known = await db.asset.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } })
  const titles = new Map(known.map(each => [each.id, each.title]))
  return runs.map(({ id, startedAt, endedAt, seen, problem }, at) => ({
    ...{ id, seen, problem },
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    findings: found[at]!.map(({ itemId, kind, acted, at: time }) => ({
      itemId,
      title: titles.get(itemId) ?? null,
      kind: kind as Run['findings'][number]['kind'],
      acted: acted as Run['findings'][number]['acted'],
      at: time.toISOString(),
    })),
  }))
}
