import { Router } from 'express'
import { operations } from '#contracts/operations'
import { mount } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import { limits, networkOf, returnAttempt, takeAttempt } from './attempt-limit.ts'
import { completeReset, type ResetDeps, sendResetLink, tellOfChange } from './password-reset.ts'

/** Password reset by mail. What is answered and how long it takes does not tell whether an account exists. */
export function resetRouter(deps: ResetDeps & { log: Log }): Router {
  const router = Router()
  const { db, log } = deps
  mount(router, operations.wishPasswordReset, async ({ caller, body, res }) => {
    await takeAttempt(db, limits.address, networkOf(caller.origin.address))
    await takeAttempt(db, limits.resetAccount, body.email)
    // The search for the account and the mail come after the answer: nobody can tell them by the clock.
    res.once('close', () => {
      sendResetLink(deps, body.email).catch(error => log.error({ event: 'reset.mail-failed', error }))
    })
  })
  mount(router, operations.completePasswordReset, async ({ caller, body }) => {
    const network = networkOf(caller.origin.address)
    await takeAttempt(db, limits.address, network)
    const email = await completeReset(deps, caller, body)
    await returnAttempt(db, limits.address, network)
    tellOfChange(deps, email).catch(error => log.error({ event: 'reset.mail-failed', error }))
  })
  return router
}
