import { Router } from 'express'
import { operations } from '#contracts/operations'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requirePerson } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { fingerprintOf, sameRequest, takeIdempotencyKey } from '#server/platform/idempotency'
import { ProblemError } from '#server/platform/problem-error'
import { askClip } from './ask-clip.ts'
import { listClips, readClip } from './list-clips.ts'
import { stopClip } from './stop-clip.ts'

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
  mount(router, operations.cancelClip, async ({ caller, params }) => {
    const [sourceId, clipId] = [params.id!, params.clipId!]
    const source = await findReadableAsset(db, caller.actor, sourceId)
    requireAssetAct(caller.actor, 'asset.edit', source)
    await transaction(db, tx => stopClip(tx, caller, sourceId, clipId))
    const clip = await readClip(db, caller.actor, sourceId, clipId)
    if (!clip) throw new ProblemError('not-found')
    return { clip }
  })
  return router
}
