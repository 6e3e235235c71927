import express, { Router } from 'express'
import type { Clock } from '#server/platform/clock'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import type { Sealer } from '#server/platform/sealer'
import { applyReport } from './apply-report.ts'
import { sha256Of } from './sign-request.ts'
import { type Hook, verifyHook } from './verify-hook.ts'

type HookDeps = { db: Db; sealer: Sealer; clock: Clock; log: Log }

/**
 * POST /hooks/portal/{channel}: receivers call back (Standard Webhooks). No session is looked at; the signature is over the exact bytes,
 * so nothing may have parsed them before. What is not signed by that channel's receiver is answered as an address that is not there.
 */
export function hooksRouter(deps: HookDeps): Router {
  const router = Router()
  const bytes = express.raw({ limit: '64kb', type: () => true })
  router.post('/hooks/portal/:channel', bytes, async (req, res) => {
    const raw = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
    const channel = String(req.params.channel)
    const headers = req.headers as Record<string, string | undefined>
    const hook = await verifyHook(deps, { channel, headers, raw, now: deps.clock.now() })
    if (typeof hook === 'string') {
      deps.log.warn({ event: 'hook.refused', channel: channel.slice(0, 64), reason: hook })
      throw new ProblemError('not-found')
    }
    await takeHook(deps.db, hook, raw)
    res.status(204).end()
  })
  return router
}

/** Once for each webhook id: a receiver repeats until it is answered. */
async function takeHook(db: Db, { channelId, webhookId, type, itemId, report }: Hook, raw: Buffer): Promise<void> {
  await transaction(db, async tx => {
    const row = { channelId, webhookId, type, itemId, sha256: sha256Of(raw) }
    const { count } = await tx.portalEvent.createMany({ data: [row], skipDuplicates: true })
    if (count > 0) await applyReport(tx, channelId, report)
  })
}
