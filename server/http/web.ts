import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { Router } from 'express'
import { escapeHtml } from '#server/platform/escape-html'

/** What the build writes into index.html where the nonce belongs (vite.config.ts). */
const placeholder = /__CSP_NONCE__/g

/**
 * The built web: files under /assets for ever (their names hold a hash), every other address the one page, with this answer's
 * nonce and the hub's name in it. Where nothing was built it says how.
 */
export function webRouter(directory: string, hubName: () => Promise<string>): Router {
  const router = Router()
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: true }),
  )
  router.use(express.static(directory, { index: false, maxAge: 0, dotfiles: 'ignore' }))
  // Not a route: Express would answer OPTIONS for the whole API by it.
  router.use(async (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next()
    if (/^\/(api|hooks|\.well-known|assets)(\/|$)/i.test(req.path) || !req.accepts('html')) return next()
    // Read each time: a new build under a running hub must not be asked for the old build's files.
    const page = await readPage(directory)
    const name = escapeHtml(await hubName())
    const filled = page.replaceAll('__HUB_NAME__', () => name).replace(placeholder, String(res.locals.nonce))
    res.type('html').send(filled)
  })
  return router
}

async function readPage(directory: string): Promise<string> {
  return readFile(join(directory, 'index.html'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return '<!doctype html><meta charset="utf-8"><title>Hub</title><p>The web is not built yet: run <code>npm run build</code>.</p>'
  })
}
