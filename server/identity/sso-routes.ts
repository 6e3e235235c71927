import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Actor } from '#server/access/actor'
import { record } from '#server/audit/record'
import type { Config } from '#server/platform/config'
import { type Db, transaction } from '#server/platform/db'
import { callerOf, problemItems } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { type Auth, peerHeader } from './auth.ts'
import { openIdProviderId } from './open-id-provider.ts'

type SsoDeps = { auth: Auth; db: Db; log: Log; config: Pick<Config, 'openId' | 'publicUrl'> }

/** A path of this hub and nothing else: no scheme, no host, no `//host`, no backslash that a browser reads as a slash. */
const ownPath = z
  .string()
  .max(2000)
  .regex(/^\/(?!\/)[^\\\u0000-\u0020\u007f]*$/, 'not-a-path')
const start = z.strictObject({ to: ownPath.default('/') })
const signInPage = '/dang-nhap'
// What a person can do something about; everything else is a failure of the machinery.
// 401 is better-auth's where a session may not begin.
const refusals = [
  'status-401',
  'suspended',
  'signup_disabled',
  'account_not_linked',
  'email_not_found',
  'access_denied',
]

/**
 * `POST /api/auth/sign-in/sso {to}` answers `{url}` of the provider; the provider sends the browser back to
 * `GET /api/auth/callback/sso`, which ends at `to`, or at the sign-in page with `?sso=refused|failed`. Of better-auth's own members
 * (other return addresses, scopes, tokens handed in) none can be sent.
 */
export function ssoRouter(deps: SsoDeps): Router {
  const router = Router()
  if (!deps.config.openId) return router
  router.post('/api/auth/sign-in/sso', express.json({ limit: '4kb', strict: true }), (req, res) =>
    begin(deps, req, res),
  )
  router.get('/api/auth/callback/sso', (req, res) => finish(deps, req, res))
  return router
}

async function begin({ auth, config }: SsoDeps, req: Request, res: Response): Promise<void> {
  const body = start.safeParse(req.body ?? {})
  if (!body.success) throw new ProblemError('invalid-request', { errors: problemItems(body.error, 'body') })
  const callbackURL = body.data.to
  const wanted = { provider: openIdProviderId, callbackURL, errorCallbackURL: signInPage, disableRedirect: true }
  const answer = await auth.handler(authRequest(req, config.publicUrl, '/api/auth/sign-in/social', wanted))
  if (answer.status !== 200) throw new ProblemError(answer.status === 429 ? 'too-many-requests' : 'internal')
  const { url } = (await answer.json()) as { url: string }
  setCookies(res, answer)
  res.json({ url })
}

async function finish({ auth, db, config, log }: SsoDeps, req: Request, res: Response): Promise<void> {
  const answer = await auth.handler(authRequest(req, config.publicUrl, req.originalUrl))
  const target = new URL(answer.headers.get('location') ?? signInPage, config.publicUrl)
  const cookie = sessionCookie(answer)
  const personId = cookie ? await admit(auth, db, cookie) : null
  if (!personId || target.origin !== new URL(config.publicUrl).origin) {
    const reason = target.searchParams.get('error') ?? (cookie ? 'suspended' : `status-${answer.status}`)
    log.warn({ event: 'sso.refused', reason: reason.slice(0, 60), requestId: res.locals.requestId })
    const word = refusals.includes(reason) ? 'refused' : 'failed'
    return res.redirect(303, `${signInPage}?sso=${word}`)
  }
  const actor: Actor = { kind: 'person', id: personId, name: '', hubRoles: [], memberships: [] }
  const entry = { act: 'session.sign-in', subjectKind: 'person', subjectId: personId, after: { by: 'sso' } }
  await transaction(db, tx => record(tx, { ...callerOf(res), actor }, entry))
  setCookies(res, answer)
  res.redirect(303, target.pathname + target.search + target.hash)
}

/** The person of a session that was made just now; null, and no session left, where the person is suspended. */
async function admit(auth: Auth, db: Db, cookie: string): Promise<string | null> {
  const found = await auth.api.getSession({ headers: new Headers({ cookie }) })
  if (!found) return null
  const person = await db.person.findUnique({ where: { id: found.user.id }, select: { suspendedAt: true } })
  if (person && !person.suspendedAt) return found.user.id
  await db.session.deleteMany({ where: { id: found.session.id } })
  return null
}

function sessionCookie(answer: globalThis.Response): string | null {
  const pairs = answer.headers.getSetCookie().map(cookie => cookie.split(';')[0] ?? '')
  return pairs.find(pair => /session_token=./.test(pair)) ?? null
}

function setCookies(res: Response, answer: globalThis.Response): void {
  for (const cookie of answer.headers.getSetCookie()) res.append('set-cookie', cookie)
}

/** A request of ours to better-auth: of the browser's own it holds the cookies, the browser's name and the true address. */
function authRequest(req: Request, publicUrl: string, path: string, body?: unknown): globalThis.Request {
  const headers = new Headers({
    [peerHeader]: req.socket.remoteAddress ?? '0.0.0.0',
    origin: new URL(publicUrl).origin,
    cookie: req.get('cookie') ?? '',
    'user-agent': req.get('user-agent') ?? '',
  })
  if (body === undefined) return new Request(new URL(path, publicUrl), { headers })
  headers.set('content-type', 'application/json')
  return new Request(new URL(path, publicUrl), { method: 'POST', headers, body: JSON.stringify(body) })
}
