import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { uuid } from '#contracts/values'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { databaseNow } from '#server/platform/db'
import { problemItems } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { answerOai } from './answer-oai.ts'
import { answerText, openToAll } from './answer-text.ts'
import type { FeedContent, FeedHead } from './feed-head.ts'
import { readFeedName } from './feed-name.ts'
import { feedTitle } from './feed-titles.ts'
import { publicSql } from './given-out-sql.ts'
import { mediaOf } from './item-links.ts'
import { goneItems, listChanges, newestItems } from './list-feed.ts'
import { loadItem } from './load-items.ts'
import { ninjsOfChange, ninjsOfItem } from './ninjs-of-item.ts'
import { itemOfAddress, type OEmbed, oEmbed } from './oembed.ts'
import type { PublicDeps } from './public-deps.ts'
import { refreshLedger } from './refresh-ledger.ts'
import { sitemapPage, sitemapPages } from './sitemap-pages.ts'
import { writeAtom } from './write-atom.ts'
import { writeJsonFeed } from './write-json-feed.ts'
import { writeRss } from './write-rss.ts'
import { writeItemSitemap, writeNewsSitemap, writeSitemapIndex } from './write-sitemap.ts'
import { document, element } from './xml.ts'

const pageLength = 50
const oaiPage = 100

/** Feeds of every form, OAI-PMH, sitemaps and oEmbed. */
export function feedRouter(deps: PublicDeps): Router {
  const router = Router()
  listRoutes(router, deps)
  ninjsRoutes(router, deps)
  oaiRoutes(router, deps)
  oembedRoute(router, deps)
  crawlerRoutes(router, deps)
  return router
}

function listRoutes(router: Router, deps: PublicDeps): void {
  router.get('/feeds/:feed/rss', async (req, res) => {
    answerXml(req, res, 'rss', writeRss(await contentOf(deps, req, pageLength)))
  })
  router.get('/feeds/:feed/atom', async (req, res) => {
    answerXml(req, res, 'atom', writeAtom(await contentOf(deps, req, pageLength)))
  })
  router.get('/feeds/:feed/json', async (req, res) => {
    const { limit } = readQuery(req, jsonQuery)
    openToAll(res)
    answerText(
      req,
      res,
      'application/feed+json; charset=utf-8',
      writeJsonFeed(await contentOf(deps, req, limit), limit),
    )
  })
}

function ninjsRoutes(router: Router, deps: PublicDeps): void {
  const { db, config } = deps
  const hub = config.publicUrl
  router.get('/feeds/:feed/ninjs', async (req, res) => {
    const query = readQuery(req, ninjsQuery)
    const { feed } = await headOf(deps, req)
    await refreshLedger(db, hub)
    const after = query.cursor ? afterOf(query.cursor) : undefined
    const from = query.since ? new Date(query.since) : undefined
    const changes = await listChanges(db, feed, { ...(from && { from }), ...(after && { after }), limit: query.limit })
    const last = changes.at(-1)
    const next = last ? writeCursor([last.changedAt.toISOString(), last.id]) : (query.cursor ?? null)
    const items = changes.map(change => ninjsOfChange(change, hub, (id, name) => mediaOf(hub, id, name)))
    openToAll(res)
    answerText(req, res, 'application/json; charset=utf-8', JSON.stringify({ items, next }))
  })
  router.get('/feeds/:feed/ninjs/:id', async (req, res) => {
    await headOf(deps, req)
    const item = await loadItem(db, readId(req), publicSql)
    if (!item) throw new ProblemError('not-found')
    const written = ninjsOfItem(item, hub, (id, name) => mediaOf(hub, id, name))
    openToAll(res)
    answerText(req, res, 'application/json; charset=utf-8', JSON.stringify(written))
  })
}

function oaiRoutes(router: Router, deps: PublicDeps): void {
  const { db, config } = deps
  const hub = config.publicUrl
  const oai = async (req: Request, res: Response) => {
    const given = req.method === 'POST' ? bodyOf(req) : new URL(req.originalUrl, 'http://hub').searchParams
    await refreshLedger(db, hub)
    const site = { hub, hubName: await deps.hubName(), adminMail: config.mail.from, pageSize: oaiPage }
    res.set({ 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' })
    res.end(await answerOai(db, site, given))
  }
  router.route('/oai').get(oai).post(oai)
}

function oembedRoute(router: Router, deps: PublicDeps): void {
  const { db, config } = deps
  const hub = config.publicUrl
  router.get('/oembed', async (req, res) => {
    const { url, format, maxwidth, maxheight } = readQuery(req, oembedQuery)
    // oEmbed 1.0 §2.3.4: 501 for a format, 404 for an address.
    if (format !== 'json' && format !== 'xml') return void res.status(501).end()
    const id = itemOfAddress(url, hub)
    const item = id && (await loadItem(db, id, publicSql))
    if (!item) throw new ProblemError('not-found')
    const embed = oEmbed(item, { hub, hubName: await deps.hubName(), width: maxwidth, height: maxheight })
    openToAll(res)
    if (format === 'xml') return answerText(req, res, 'text/xml; charset=utf-8', oembedXml(embed))
    answerText(req, res, 'application/json; charset=utf-8', JSON.stringify(embed))
  })
}

/** What a crawler asks for first: robots.txt and the sitemaps. */
function crawlerRoutes(router: Router, deps: PublicDeps): void {
  const { db, config } = deps
  const hub = config.publicUrl
  router.get('/robots.txt', (req, res) => {
    answerText(req, res, 'text/plain; charset=utf-8', `User-agent: *\nDisallow: /api/\nSitemap: ${hub}/sitemap.xml\n`)
  })
  router.get('/sitemap.xml', async (req, res) => {
    await refreshLedger(db, hub)
    answerXml(req, res, 'sitemap', writeSitemapIndex(hub, await sitemapPages(db)))
  })
  router.get('/sitemaps/:name', async (req, res) => {
    await refreshLedger(db, hub)
    if (req.params.name === 'news.xml') {
      const newest = await newestItems(db, 'kind:article', 1_000)
      return answerXml(req, res, 'sitemap', writeNewsSitemap(hub, await deps.hubName(), newest, await databaseNow(db)))
    }
    const page = Number(/^items-([1-9]\d{0,4})\.xml$/.exec(String(req.params.name))?.[1])
    if (!page || page > Math.max(await sitemapPages(db), 1)) throw new ProblemError('not-found')
    answerXml(req, res, 'sitemap', writeItemSitemap(hub, await sitemapPage(db, page)))
  })
}

const types = { rss: 'application/rss+xml', atom: 'application/atom+xml', sitemap: 'application/xml' }

function answerXml(req: Request, res: Response, form: keyof typeof types, xml: string): void {
  openToAll(res)
  answerText(req, res, `${types[form]}; charset=utf-8`, xml)
}

/** Which feed is asked for. Throws `not-found` for one that is not there. */
async function headOf({ db, config, hubName }: PublicDeps, req: Request): Promise<FeedHead> {
  const feed = readFeedName(String(req.params.feed))
  const name = await hubName()
  const title = feed && (await feedTitle(db, feed, name))
  if (!feed || !title) throw new ProblemError('not-found')
  const full = feed === 'hub' ? name : `${title.vi} · ${name}`
  return { hub: config.publicUrl, hubName: name, feed, title: full, changedAt: null }
}

async function contentOf(deps: PublicDeps, req: Request, limit: number): Promise<FeedContent> {
  const head = await headOf(deps, req)
  const { cursor } = readQuery(req, jsonQuery)
  await refreshLedger(deps.db, deps.config.publicUrl)
  const place = cursor ? readCursor(cursor, ['instant', 'uuid']) : null
  const before = place && { since: new Date(String(place[0])), id: String(place[1]) }
  const [items, gone] = await Promise.all([
    newestItems(deps.db, head.feed, limit, before),
    goneItems(deps.db, head.feed, 200),
  ])
  const times = [...items.map(each => each.changedAt), ...gone.map(each => each.goneAt)].map(date => date.getTime())
  return { ...head, items, gone, changedAt: times.length > 0 ? new Date(Math.max(...times)) : null }
}

const cursor = z.string().max(300).optional()
const jsonQuery = z.object({ cursor, limit: z.coerce.number().int().min(1).max(200).default(pageLength) })
const ninjsQuery = z.object({
  cursor,
  since: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})
const size = z.coerce.number().int().min(100).max(4096)
const oembedQuery = z.object({
  url: z.string().max(1000),
  format: z.string().default('json'),
  maxwidth: size.default(1280),
  maxheight: size.default(1280),
})

function readQuery<S extends z.ZodType>(req: Request, schema: S): z.output<S> {
  const parsed = schema.safeParse(req.query)
  if (!parsed.success) throw new ProblemError('invalid-request', { errors: problemItems(parsed.error, 'query') })
  return parsed.data
}

function afterOf(written: string): { changedAt: Date; id: string } {
  const [changedAt, id] = readCursor(written, ['instant', 'uuid'])
  return { changedAt: new Date(String(changedAt)), id: String(id) }
}

function readId(req: Request): string {
  const id = uuid.safeParse(req.params.id)
  if (!id.success) throw new ProblemError('not-found')
  return id.data
}

/** The fields of a form; a repeated one comes as a list. */
function bodyOf(req: Request): URLSearchParams {
  const fields = Object.entries((req.body ?? {}) as Record<string, string | string[]>)
  return new URLSearchParams(fields.flatMap(([name, value]) => [value].flat().map(each => [name, String(each)])))
}

function oembedXml(embed: OEmbed): string {
  return document(
    element(
      'oembed',
      {},
      Object.entries(embed).map(([name, value]) => element(name, {}, value)),
    ),
  )
}
