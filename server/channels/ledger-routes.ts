import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Response, Router } from 'express'
import { operations } from '#contracts/operations'
import type { Caller } from '#server/access/caller'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { record } from '#server/audit/record'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { cancelDelivery } from './cancel-delivery.ts'
import { countDeliveries } from './count-deliveries.ts'
import { listDiffering } from './list-differing.ts'
import { listExchanges } from './list-exchanges.ts'
import { listLiveness } from './list-liveness.ts'
import { listReceipts, type ReceiptFilter } from './list-receipts.ts'
import { listReconciliations } from './list-reconciliations.ts'
import { readReceiptProof } from './read-receipt-proof.ts'
import { receiptCsv } from './receipt-csv.ts'
import { retryDead } from './retry-dead.ts'

/** The ledger, liveness, reconciliation, and what a curator may do with one delivery. */
export function ledgerRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listReceipts, ({ caller, query }) => {
    requirePerson(caller.actor)
    return listReceipts(db, caller.actor, query)
  })
  mount(router, operations.downloadReceipts, ({ caller, query, res }) => sendCsv(db, caller, query, res))
  mount(router, operations.readReceipt, ({ caller, params }) => {
    requirePerson(caller.actor)
    return readReceiptProof(db, caller.actor, params.id!)
  })
  mount(router, operations.listExchanges, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    return { exchanges: await listExchanges(db, params.id!) }
  })
  mount(router, operations.cancelDelivery, async ({ caller, params }) => ({
    delivery: await cancelDelivery(db, caller, params.id!),
  }))
  mount(router, operations.retryDead, ({ caller, body }) => {
    requireHubRole(caller.actor, 'curate')
    return retryDead(db, caller, body)
  })
  mount(router, operations.listLiveness, async ({ caller, params }) => {
    await findReadableAsset(db, caller.actor, params.id!)
    return { liveness: await listLiveness(db, params.id!) }
  })
  mount(router, operations.countDeliveries, async ({ caller, query }) => {
    requirePerson(caller.actor)
    return { counts: await countDeliveries(db, caller.actor, query) }
  })
  mount(router, operations.listDiffering, async ({ caller }) => {
    requireHubRole(caller.actor, 'curate')
    return { pages: await listDiffering(db) }
  })
  mountAsking(router, db)
  return router
}

/** What is asked for here is done by a worker. */
function mountAsking(router: Router, db: Db): void {
  mount(router, operations.checkLiveness, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    const deliveryId = params.id!
    const row = await db.delivery.findUnique({ where: { id: deliveryId }, select: { publicUrl: true } })
    if (!row) throw new ProblemError('not-found')
    if (!row.publicUrl)
      throw new ProblemError('conflict', { detail: 'Lượt gửi này chưa có địa chỉ công khai để kiểm tra.' })
    const queue = `liveness:${new URL(row.publicUrl).host}`
    await transaction(db, tx => enqueue(tx, 'liveness.check', { deliveryId }, { key: `liveness:${deliveryId}`, queue }))
  })
  mount(router, operations.reconcileChannel, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    const channelId = await channelOf(db, params.id!)
    const place = { key: `reconcile:${channelId}`, queue: `reconcile:${channelId}` }
    await transaction(db, tx => enqueue(tx, 'reconcile.channel', { channelId }, place))
  })
  mount(router, operations.listReconciliations, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    return { runs: await listReconciliations(db, await channelOf(db, params.id!)) }
  })
}

async function channelOf(db: Db, id: string): Promise<string> {
  if (!(await db.channel.findUnique({ where: { id }, select: { id: true } }))) throw new ProblemError('not-found')
  return id
}

async function sendCsv(db: Db, caller: Caller, filter: ReceiptFilter, res: Response): Promise<void> {
  requireHubRole(caller.actor, 'curate')
  res.set({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="receipts.csv"' })
  if (res.req.method === 'HEAD') return void res.end()
  await transaction(db, tx =>
    record(tx, caller, { act: 'receipt.export', subjectKind: 'receipt', subjectId: 'csv', after: filter }),
  )
  await pipeline(Readable.from(receiptCsv(db, caller.actor, filter)), res).catch(error => {
    // Whoever asked has left: nothing to answer.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}
