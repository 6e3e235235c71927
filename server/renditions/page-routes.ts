import { setTimeout as wait } from 'node:timers/promises'
import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Caller } from '#server/access/caller'
import { type AssetRow, factsOf, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requireClean } from '#server/assets/require-clean'
import { requireWhole } from '#server/assets/require-whole'
import { answerAsset } from '#server/assets/routes'
import { findShownRendition, isUnmade } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { askForPages } from './ask-for-pages.ts'
import { deliverBytes } from './deliver-bytes.ts'
import { makeArticle } from './make-article.ts'
import { mayBeCached } from './may-be-cached.ts'
import { type PageWeight, pageRunOf } from './page-run.ts'
import { pageName, profiles } from './profiles.ts'
import { readPageText } from './read-page-text.ts'

// A run of pages takes a second or two; a reader waits with the request for as long, and asks again after that.
const patienceMs = 5_000
const lookEveryMs = 150

/** Documents page by page, and as articles. */
export function pagesRouter(deps: { db: Db; store: ObjectStore }): Router {
  const { db, store } = deps
  const router = Router()

  mount(router, operations.readPage, async ({ caller, params, req, res }) => {
    const { asset, page, weight } = await findPage(db, caller, params)
    requireAssetAct(caller.actor, 'asset.download', asset)
    await requireWhole(db, asset.version.objectId)
    const { key, sha256, size, contentType } = await drawnPage(db, caller, asset, { page, weight })
    const cacheControl = mayBeCached(factsOf(asset)) ? 'public, max-age=60, must-revalidate' : 'private, no-store'
    await deliverBytes(req, res, store, { key, sha256, size: Number(size), contentType, cacheControl })
  })

  mount(router, operations.readPageText, async ({ caller, params }) => {
    const { asset, page, pages } = await findPage(db, caller, params)
    requireAssetAct(caller.actor, 'asset.download', asset)
    return { page, pages, ...(await readPageText(db, asset.version, page)) }
  })

  mount(router, operations.makeArticle, async ({ caller, params, res }) => {
    const source = await findReadableAsset(db, caller.actor, params.id!)
    requireClean(source.version)
    requireAssetAct(caller.actor, 'asset.edit', source)
    const { articleId, droppedPictures } = await makeArticle(deps, caller, source)
    res.setHeader('location', `/api/v1/assets/${articleId}`)
    return { ...(await answerAsset(db, caller.actor, articleId, res)), droppedPictures }
  })

  return router
}

/** The page, if the asset has it and the caller may read the asset. Until its own are made an asset has none. */
async function findPage(db: Db, caller: Caller, params: Record<string, string>) {
  const asset = await findReadableAsset(db, caller.actor, params.id!)
  requireClean(asset.version)
  const { objectId } = asset.version
  const object = objectId ? await db.storedObject.findUnique({ where: { id: objectId } }) : null
  const pages = asset.kind === 'document' && !isUnmade(asset.file) ? (object?.pageCount ?? 0) : 0
  const page = /^[1-9]\d{0,5}$/.test(params.number ?? '') ? Number(params.number) : 0
  if (page < 1 || page > pages) throw new ProblemError('not-found')
  return { asset, page, pages, weight: { size: object?.size ?? 0, pageCount: pages } }
}

type WantedPage = { page: number; weight: PageWeight }
async function drawnPage(db: Db, caller: Caller, asset: AssetRow, { page, weight }: WantedPage) {
  const { objectId, id: versionId } = asset.version
  const late = page > profiles.document.pages.count
  const { first } = pageRunOf(page, weight)
  const until = Date.now() + (late ? patienceMs : 0)
  for (let asked = false; ; await wait(lookEveryMs)) {
    const run = late ? await db.pageRun.findUnique({ where: { versionId_first: { versionId, first } } }) : null
    const found =
      late && run?.state !== 'made'
        ? null
        : await findShownRendition(db, { objectId, assetId: asset.id, name: pageName(page) })
    if (found) return found
    // What could not be drawn a moment ago cannot be now; neither can a page that its run left out.
    const failed = run && run.state !== 'waiting' && (asked || Date.now() - run.askedAt.getTime() < 60_000)
    if (!late || failed) throw new ProblemError('not-found')
    if (!asked) await askForPages(db, caller, { assetId: asset.id, versionId, first })
    asked = true
    if (Date.now() >= until) throw new ProblemError('page-waiting', { headers: { 'retry-after': '2' } })
  }
}
