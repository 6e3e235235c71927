import express, { Router } from 'express'
import { feedRouter } from './feed-router.ts'
import { pageRouter } from './page-router.ts'
import type { PublicDeps } from './public-deps.ts'
import { publicLimit } from './public-limit.ts'

/**
 * What the whole world may read: feeds, OAI-PMH, sitemaps, oEmbed, the public pages, their media and the widget. It stands before the
 * session: whoever asks is nobody, so no answer can depend on a cookie and any cache may keep it. These are no operations of the API:
 * their forms are other people's standards (docs/feeds.md).
 */
export function publicRouter(deps: PublicDeps): Router {
  const router = Router()
  const inner = Router()
  if (deps.config.limitRequests) inner.use(publicLimit(deps.config.trustedProxies))
  inner.use('/oai', express.urlencoded({ extended: false, limit: '8kb' }))
  inner.use(feedRouter(deps), pageRouter(deps))
  router.use((req, res, next) => {
    if (ours.test(req.path)) inner(req, res, next)
    else next()
  })
  return router
}

/** The addresses of this slice; everything else is not slowed by it. */
const ours = /^\/(feeds|t|en\/t|embed|media|sitemaps|oai|oembed|widget\.js|sitemap\.xml|robots\.txt)(\/|$)/
