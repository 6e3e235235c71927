import { Router } from 'express'
import { operations } from '#contracts/operations'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { fingerprintOf, sameRequest, takeIdempotencyKey } from '#server/platform/idempotency'
import { ProblemError } from '#server/platform/problem-error'
import { askClip } from './ask-clip.ts'
import { listClips, readClip } from './list-clips.ts'

/** Pieces cut out of films and sounds. */
export function clipsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listClips, async ({ caller, params }) =>
    listClips(db, caller.actor, await findReadableAsset(db, caller.actor, params.id!)),
  )
  mount(router, operations.cutClip, async ({ caller, params, body, req }) => {
    const sourceId = params.id!
    await findReadableAsset(db, caller.actor, sourceId)
    requirePerson(caller.actor)
    const fingerprint = fingerprintOf(sourceId, body)
    const once = await takeIdempotencyKey(db, caller.actor.id, 'cutClip', req)
    try {
      if (once?.done) sameRequest(once.done, fingerprint)
      const clipId =
        once?.done?.subjectId ??
        (await askClip(db, caller, sourceId, body, (tx, subjectId) =>
          once ? once.complete(tx, { subjectId, fingerprint }) : Promise.resolve(),
        ))
      const clip = await readClip(db, caller.actor, sourceId, clipId)
      if (!clip) throw new ProblemError('not-found')
      return { clip }
    } finally {
      await once?.end()
    }
  })
  return router
}
