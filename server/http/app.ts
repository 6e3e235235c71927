import express, { type Express, type Router } from 'express'
import { operations } from '#contracts/operations'
import { articleHolders } from '#server/articles/article-holders'
import { articlesRouter } from '#server/articles/routes'
import { quotaRouter } from '#server/assets/quota-routes'
import { assetsRouter } from '#server/assets/routes'
import { versionsRouter } from '#server/assets/version-routes'
import { zipUploadsRouter } from '#server/bulk/routes'
import { bulkEditsRouter } from '#server/bulk-edits/routes'
import { captionsRouter } from '#server/captions/routes'
import { channelHolders } from '#server/channels/channel-holders'
import { hooksRouter } from '#server/channels/hooks-routes'
import { ledgerRouter } from '#server/channels/ledger-routes'
import { pressRouter } from '#server/channels/press-routes'
import { recallsRouter } from '#server/channels/recall-routes'
import { recalledAssets } from '#server/channels/recalled-assets'
import { channelsRouter, wellKnownRouter } from '#server/channels/routes'
import { clipsRouter } from '#server/clips/routes'
import { collectionHolders } from '#server/collections/collection-holders'
import { collectionsRouter } from '#server/collections/routes'
import { sharesRouter } from '#server/collections/share-routes'
import { deskRouter } from '#server/curation/desk-routes'
import { deskSettingsRouter } from '#server/curation/desk-settings-routes'
import { curationRouter } from '#server/curation/routes'
import { updatesRouter } from '#server/curation/update-routes'
import { publicRouter } from '#server/feeds/public-routes'
import { feedsRouter } from '#server/feeds/routes'
import { storageRouter } from '#server/fixity/routes'
import { apiKeysRouter } from '#server/identity/api-key-routes'
import { authRouter } from '#server/identity/auth-routes'
import { resetRouter } from '#server/identity/reset-routes'
import { sessionsRouter } from '#server/identity/session-routes'
import { ssoRouter } from '#server/identity/sso-routes'
import { broadcastsRouter } from '#server/intake/broadcast-routes'
import { frameOrigins } from '#server/intake/embed-providers'
import { livestreamsRouter } from '#server/intake/livestream-routes'
import { intakeRouter } from '#server/intake/routes'
import { notificationsRouter } from '#server/notifications/routes'
import { operationsOf } from '#server/platform/endpoint'
import { refuseHostileJson } from '#server/platform/json-limits'
import { ProblemError } from '#server/platform/problem-error'
import { hlsRouter } from '#server/renditions/hls-routes'
import { pagesRouter } from '#server/renditions/page-routes'
import { processingRouter } from '#server/renditions/processing-routes'
import { purposesRouter } from '#server/renditions/purpose-routes'
import { renditionsRouter } from '#server/renditions/routes'
import { reuseRouter } from '#server/reuse/routes'
import { savedSearchesRouter } from '#server/saved-searches/routes'
import { searchRouter } from '#server/search/routes'
import { synonymRouter } from '#server/search/synonym-routes'
import type { ServerDeps } from '#server/server-deps'
import { auditRouter } from '#server/units/audit-routes'
import { hubName } from '#server/units/curating-unit'
import { unitHistoryRouter } from '#server/units/history-routes'
import { invitationsRouter } from '#server/units/invitation-routes'
import { peopleRouter } from '#server/units/people-routes'
import { unitsRouter } from '#server/units/routes'
import { signInRouter } from '#server/units/sign-in-routes'
import { resumableRouter } from '#server/uploads/resumable-routes'
import { uploadsRouter } from '#server/uploads/routes'
import { vocabularyRouter } from '#server/vocabulary/routes'
import { answerProblem } from './answer-problem.ts'
import { apiPageRouter } from './api-page.ts'
import { bodyDeadline } from './body-deadline.ts'
import { bodyPace } from './body-pace.ts'
import { canonicalPath } from './canonical-path.ts'
import { healthRouter } from './health.ts'
import { jobsRouter } from './jobs-routes.ts'
import { requestLimit } from './request-limit.ts'
import { requestLog } from './request-log.ts'
import { sameOrigin } from './same-origin.ts'
import { securityEvents } from './security-events.ts'
import { securityHeaders } from './security-headers.ts'
import { session } from './session.ts'
import { webRouter } from './web.ts'

/** Puts the routers together. Throws where an operation of the contract is not mounted, or mounted twice. */
export function createApp(deps: ServerDeps, draining: () => boolean = () => false): Express {
  const app = express()
  app.disable('x-powered-by')
  app.enable('case sensitive routing')
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.use(bodyDeadline(60_000, isUpload), bodyPace(deps.config.uploadIdleSeconds * 1000, isUpload))
  app.use(
    securityHeaders(deps.config.publicUrl, frameOrigins(deps.config.embedOrigins)),
    healthRouter({ ...deps, draining }),
  )
  app.use(
    requestLog(deps.log),
    canonicalPath,
    wellKnownRouter(deps.keys),
    publicRouter({ ...deps, hubName: () => hubName(deps.db) }),
    hooksRouter(deps),
    webRouter(deps.webDir, () => hubName(deps.db)),
  )
  app.use(session(deps.auth, deps.db, deps.config), sameOrigin(deps.trustedOrigins))
  if (deps.config.limitRequests) app.use(requestLimit())
  app.use(ssoRouter(deps), authRouter(deps))
  app.use(apiPageRouter(deps.config.publicUrl))
  // Uploads come as multipart and are not touched by the JSON reader.
  app.use(express.json({ limit: '2mb', strict: true }), (req, _res, next) => {
    refuseHostileJson(req.body)
    next()
  })
  // A browser sends its wish for a ZIP as a form: then what comes goes to disk, not into memory.
  app.use(operations.downloadZip.path, express.urlencoded({ extended: false, limit: '64kb' }))
  const routers = apiRouters(deps)
  assertWhole(routers)
  app.use(...routers)
  app.use(() => {
    throw new ProblemError('not-found')
  })
  app.use(answerProblem(deps.log, securityEvents(deps)))
  return app
}

/** Requests whose body is a file, and may take hours. */
const replacement = new RegExp(`^${operations.replaceFile.path.replace(/\{\w+\}/g, '[^/]+')}$`)
const isUpload = (path: string) =>
  path === operations.uploadAsset.path ||
  path === operations.createZipUpload.path ||
  path.startsWith(operations.createResumable.path) ||
  replacement.test(path)

const holders = { article: articleHolders, collection: collectionHolders, delivery: channelHolders }

function apiRouters(deps: ServerDeps): Router[] {
  return [
    peopleRouter(deps),
    unitsRouter(deps),
    unitHistoryRouter(deps),
    vocabularyRouter(deps),
    assetsRouter({ ...deps, holders }),
    versionsRouter({ ...deps, holders }),
    quotaRouter(deps),
    articlesRouter(deps),
    uploadsRouter({ ...deps, maxUploadBytes: deps.config.maxUploadBytes }),
    // Before the resumable ones: `/uploads/zip` is no upload's id.
    zipUploadsRouter(deps),
    resumableRouter(deps),
    renditionsRouter(deps),
    hlsRouter(deps),
    processingRouter(deps),
    purposesRouter(deps),
    pagesRouter(deps),
    reuseRouter(deps),
    searchRouter(deps),
    synonymRouter(deps),
    channelsRouter(deps),
    ledgerRouter(deps),
    recallsRouter(deps),
    curationRouter(deps),
    updatesRouter(deps),
    deskRouter(deps),
    deskSettingsRouter(deps),
    jobsRouter(deps),
    storageRouter(deps),
    auditRouter(deps),
    apiKeysRouter(deps),
    signInRouter(deps),
    sessionsRouter(deps),
    resetRouter(deps),
    invitationsRouter(deps),
    notificationsRouter(deps),
    feedsRouter(deps),
    intakeRouter(deps),
    broadcastsRouter(deps),
    livestreamsRouter(deps),
    collectionsRouter(deps),
    sharesRouter({ ...deps, recalled: recalledAssets }),
    pressRouter(deps),
    captionsRouter(deps),
    clipsRouter(deps),
    savedSearchesRouter(deps),
    bulkEditsRouter(deps),
  ]
}

function assertWhole(routers: readonly Router[]): void {
  const mounted = routers.flatMap(router => operationsOf(router).map(operation => operation.id)).sort()
  const expected = Object.keys(operations).sort()
  if (mounted.join() !== expected.join())
    throw new Error(`the routes differ from the contract: ${mounted.join()} / ${expected.join()}`)
}
