import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type CallbackOptions, callBack } from './callbacks.ts'
import { type FailureRule, type Flaky, failBefore, failures } from './failure.ts'
import { type ItemRecord, openItemStore } from './item-store.ts'
import { openMediaStore } from './media-store.ts'
import { type Newsroom, newsroom } from './newsroom.ts'
import { openNonceBook } from './nonce-book.ts'
import { type Answer, Problem, problemAnswer } from './problem.ts'
import { publicAnswer } from './public-routes.ts'
import { readBody } from './read-body.ts'
import { capabilities, findRoute } from './routes.ts'
import { type KeySource, verifyRequest } from './verify-request.ts'

export type ReceiverOptions = {
  dir: string
  port: number
  keys: KeySource
  /** One line a request; silent by default. */
  log?: (line: { method: string; path: string; status: number; ms: number }) => void
  /** The outside address where a proxy stands in front, `https://portal.example`: signatures are made over it. */
  publicBase?: string
  /** Items wait for an editor: 202 and `in_review`. */
  moderated?: boolean
  capabilities?: Partial<typeof capabilities>
  /** Where and with which secret the hub is told what the portal's editors do. */
  callback?: CallbackOptions
  /** Requests go wrong at random. */
  flaky?: Flaky
}
export type PortalReceiver = {
  /** Base of the contract: what the hub's channel has as address. */
  url: string
  stop(): Promise<void>
  fail(rule: FailureRule): void
  recover(): void
  items(): ItemRecord[]
  media(): Promise<string[]>
  /** What the portal's own editors do. */
  newsroom: Newsroom
  callBackTo(callback: CallbackOptions | null): void
}

/** Starts a complete receiver of hub-exchange/1.0 on loopback; everything it accepted stands in `dir`. */
export async function startPortalReceiver(options: ReceiverOptions): Promise<PortalReceiver> {
  const items = await openItemStore(options.dir)
  const media = await openMediaStore(options.dir)
  const nonces = await openNonceBook(join(options.dir, 'nonces'))
  const failing = failures(options.flaky)
  const limits = { ...capabilities, callback: options.callback !== undefined, ...options.capabilities }
  let publicBase = ''
  let callback = options.callback ?? null

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<Answer | 'drop'> {
    const url = new URL(request.url ?? '/', publicBase)
    if (url.pathname === '/control/fail' && request.method === 'POST') return control(request)
    if (!url.pathname.startsWith('/exchange/v1/')) return publicAnswer(request, response, url, { items, media })
    const { op, covered, answer, params } = findRoute(request.method ?? '', url.pathname)
    const failure = failing.next(op)
    if (failure) await failBefore(failure, response)
    const source = await verifyRequest(request, publicBase + request.url, covered, { keys: options.keys, nonces })
    const deps = { items, media, publicBase, moderated: options.moderated ?? false }
    const result = await answer({ request, url, params, source, deps, limits })
    if (failure?.mode === 'acknowledge-twice' && op === 'item') acknowledgeTwice(params[0]!)
    return failure?.mode === 'accept-then-drop' ? 'drop' : result
  }

  /** Beside the answer the hub is told the same by callbacks, and twice: a portal that acknowledges more than it needs to. */
  function acknowledgeTwice(id: string): void {
    const record = items.find(id)
    if (record?.state !== 'published' || !callback) return
    for (let n = 0; n < 2; n += 1) void callBack(callback, 'item.published', record)
  }

  /** Only for who sits at this machine: a proxy in front names itself in these headers. */
  async function control(request: IncomingMessage): Promise<Answer> {
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
    if (!local || request.headers['x-forwarded-for'] || request.headers.forwarded)
      throw new Problem(404, 'unknown', 'No such page.')
    failing.add(JSON.parse((await readBody(request, 10_000)).toString()) as FailureRule)
    return { status: 204 }
  }

  const server = createServer((request, response) => {
    const began = performance.now()
    handle(request, response)
      .catch(error => {
        // Who hung up has no use for an answer.
        if (!(error instanceof Problem) && !response.destroyed) console.error(error)
        return problemAnswer(error)
      })
      .then(answer => {
        request.resume()
        if (answer === 'drop' || response.destroyed) request.socket.destroy()
        else send(response, answer)
        const ms = Math.round(performance.now() - began)
        options.log?.({
          method: request.method ?? '',
          path: request.url ?? '',
          status: answer === 'drop' ? 0 : answer.status,
          ms,
        })
      })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, '127.0.0.1', resolve))
  publicBase = options.publicBase ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${publicBase}/exchange/v1`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    fail: failing.add,
    recover: failing.clear,
    items: items.all,
    media: media.list,
    newsroom: newsroom(
      items,
      () => publicBase,
      () => callback,
    ),
    callBackTo: to => {
      callback = to
    },
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent) return
  const bytes = typeof body === 'object' ? JSON.stringify(body) : body
  const type = typeof body === 'object' ? { 'content-type': 'application/json' } : {}
  response.writeHead(status, { ...type, ...headers })
  response.end(bytes)
}
