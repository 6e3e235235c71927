import { Router } from 'express'
import { operations } from '#contracts/operations'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { requestLanguage } from '#server/platform/request-language'
import { captionViews } from './caption-view.ts'
import { keepCaptions, removeCaptions } from './keep-captions.ts'

/** Captions of films and sounds: who may read the asset reads them, who may edit it changes them. */
export function captionsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listCaptions, async ({ caller, params }) => ({
    captions: await captionViews(db, await findReadableAsset(db, caller.actor, params.id!)),
  }))
  mount(router, operations.addCaptions, async ({ caller, params, body, req, res }) => {
    const language = requestLanguage(req.get('accept-language'))
    const answer = await keepCaptions(db, caller, { assetId: params.id! }, body, language)
    res.setHeader('location', answer.caption.url)
    return answer
  })
  mount(router, operations.readCaptions, async ({ caller, params, res }) => {
    const asset = await findReadableAsset(db, caller.actor, params.id!)
    const track = await db.captionTrack.findFirst({ where: { id: params.trackId!, assetId: asset.id } })
    if (!track) throw new ProblemError('not-found')
    res.set({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' })
    res.type('text/vtt; charset=utf-8').send(track.vtt)
  })
  mount(router, operations.replaceCaptions, ({ caller, params, body, req }) => {
    const which = { assetId: params.id!, trackId: params.trackId! }
    return keepCaptions(db, caller, which, body, requestLanguage(req.get('accept-language')))
  })
  mount(router, operations.removeCaptions, ({ caller, params }) =>
    removeCaptions(db, caller, params.id!, params.trackId!),
  )
  return router
}
