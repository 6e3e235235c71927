import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { operations } from '#contracts/operations'
import { auditCsv } from '#server/audit/audit-csv'
import { listAudit, type NamesOf } from '#server/audit/list-audit'
import { chainReader } from '#server/audit/read-chain'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { auditNames } from './audit-names.ts'

/** The audit with the names of people and units: a page, the whole as CSV, and the state of its chain. */
export function auditRouter({ db }: { db: Db }): Router {
  const router = Router()
  const names: NamesOf = (people, units) => auditNames(db, people, units)
  const readChain = chainReader(db)
  mount(router, operations.listAudit, ({ caller, query }) => {
    requireHubRole(caller.actor, 'administer')
    return listAudit(db, query, names)
  })
  mount(router, operations.readAuditChain, ({ caller }) => {
    requireHubRole(caller.actor, 'administer')
    return readChain()
  })
  mount(router, operations.downloadAudit, async ({ caller, query, req, res }) => {
    requireHubRole(caller.actor, 'administer')
    res.set({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="audit.csv"' })
    if (req.method === 'HEAD') {
      res.end()
      return
    }
    await transaction(db, tx =>
      record(tx, caller, { act: 'audit.export', subjectKind: 'audit', subjectId: 'csv', after: query }),
    )
    await pipeline(Readable.from(auditCsv(db, query, names)), res).catch(error => {
      // Whoever asked has left: nothing to answer.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    })
  })
  return router
}
