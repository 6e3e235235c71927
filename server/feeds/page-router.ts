import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Request, type Response, Router } from 'express'
import { uuid } from '#contracts/values'
import { anonymous } from '#server/access/actor'
import { newId } from '#server/platform/new-id'
import { peerAddress } from '#server/platform/peer-address'
import { ProblemError } from '#server/platform/problem-error'
import { attachment } from '#server/renditions/attachment'
import { deliverBytes } from '#server/renditions/deliver-bytes'
import { recordDownload } from '#server/renditions/record-download'
import { renditionFileName } from '#server/renditions/rendition-file-name'
import { answerText } from './answer-text.ts'
import { findGivenRendition } from './find-given-rendition.ts'
import { publicSql } from './given-out-sql.ts'
import { itemPage, type PageSite } from './item-page.ts'
import { newestItems } from './list-feed.ts'
import { loadItem } from './load-items.ts'
import { absentPage, embedPage } from './other-pages.ts'
import type { PageLanguage } from './page-words.ts'
import type { PublicDeps } from './public-deps.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), 'static')
const html = 'text/html; charset=utf-8'

/** The public pages, the embed page, their media, style, fonts and the widget. */
export function pageRouter(deps: PublicDeps): Router {
  const { db, store, config } = deps
  const router = Router()
  const siteOf = async (language: PageLanguage): Promise<PageSite> => {
    return { hub: config.publicUrl, hubName: await deps.hubName(), language }
  }
  const absent = async (req: Request, res: Response, site: PageSite) => {
    const id = uuid.safeParse(req.params.id)
    const entry = id.success
      ? await db.feedEntry.findUnique({ where: { assetId_feed: { assetId: id.data, feed: 'hub' } } })
      : null
    answerText(req, res, html, absentPage(site, entry ? 'gone' : 'missing'), entry ? 410 : 404)
  }
  const page = (language: PageLanguage) => async (req: Request, res: Response) => {
    const site = await siteOf(language)
    const id = uuid.safeParse(req.params.id)
    const item = id.success ? await loadItem(db, id.data, publicSql) : null
    if (!item) return absent(req, res, site)
    const entry = await db.feedEntry.findUnique({ where: { assetId_feed: { assetId: item.id, feed: 'hub' } } })
    const topic = item.topics[0]?.code
    const newest = await newestItems(db, topic ? `topic:${topic}` : `unit:${item.unit.code}`, 9)
    const more = newest.map(each => each.item).filter(each => each.id !== item.id)
    answerText(req, res, html, itemPage(site, item, entry?.since ?? item.createdAt, more.slice(0, 8)))
  }

  router.get('/t/page.css', async (req, res) => {
    res.set('cross-origin-resource-policy', 'cross-origin')
    answerText(req, res, 'text/css; charset=utf-8', await readFile(join(folder, 'page.css'), 'utf8'))
  })
  router.get('/t/font/:name', (req, res, next) => {
    const [, subset, weight] = /^(vietnamese|latin)-(400|600)\.woff2$/.exec(String(req.params.name)) ?? []
    if (!subset) return next(new ProblemError('not-found'))
    const at = createRequire(import.meta.url).resolve('@fontsource/be-vietnam-pro/package.json')
    const file = join(dirname(at), 'files', `be-vietnam-pro-${subset}-${weight}-normal.woff2`)
    // A frame in a sandbox has no origin of its own: its fonts are asked for by CORS.
    const headers = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
    res.sendFile(file, { maxAge: '30d', headers }, error => (error ? next(error) : undefined))
  })
  router.get('/t/:id', page('vi'))
  router.get('/en/t/:id', page('en'))
  router.get('/embed/:id', async (req, res) => {
    const site = await siteOf('vi')
    res.set('content-security-policy', embedPolicy(config.publicUrl))
    res.set('cross-origin-resource-policy', 'cross-origin').removeHeader('cross-origin-opener-policy')
    const id = uuid.safeParse(req.params.id)
    const item = id.success ? await loadItem(db, id.data, publicSql) : null
    if (!item) return absent(req, res, site)
    answerText(req, res, html, embedPage(site, item))
  })
  router.get('/media/:id/:name', async (req, res) => {
    const found = await findGivenRendition(db, String(req.params.id), String(req.params.name))
    if (!found) throw new ProblemError('not-found')
    const { item, rendition } = found
    res.set('cross-origin-resource-policy', 'cross-origin')
    const cacheControl = 'public, max-age=60, must-revalidate'
    if (req.query.download !== '1') return deliverBytes(req, res, store, { ...rendition, cacheControl })
    // To look at it is one thing, to be given a copy to use another.
    if (!item.mayTake) throw new ProblemError('not-found')
    const origin = { address: peerAddress(req, config.trustedProxies), requestId: newId() }
    await recordDownload(db, { actor: anonymous, origin }, { id: item.id, unitId: found.unitId }, rendition.name, req)
    const disposition = attachment(renditionFileName(item.title, rendition))
    await deliverBytes(req, res, store, { ...rendition, cacheControl: 'private, no-store', disposition })
  })
  router.get('/widget.js', async (req, res) => {
    res.set('cross-origin-resource-policy', 'cross-origin')
    answerText(req, res, 'text/javascript; charset=utf-8', await readFile(join(folder, 'widget.js'), 'utf8'))
  })
  return router
}

/** Of the embed page alone: any site may frame it, and nothing runs in it. The origin is named beside 'self' for sandboxed frames. */
function embedPolicy(hub: string): string {
  const own = `'self' ${new URL(hub).origin}`
  return `default-src 'none'; img-src ${own}; media-src ${own}; style-src ${own}; font-src ${own}; base-uri 'none'; form-action 'none'; frame-ancestors *`
}
