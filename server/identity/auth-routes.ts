import express, { type Request, type Response, Router } from 'express'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { type AuditRecord, record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { callerOf, problemItems } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { forgetAttempts, limits, networkOf, returnAttempt, takeAttempt } from './attempt-limit.ts'
import { type Auth, peerHeader } from './auth.ts'
import { doors, problemOfRefusal } from './auth-doors.ts'
import { type Claimed, noteRefusedSignIn } from './note-refused-sign-in.ts'
import type { PasswordRules } from './password-rules.ts'
import { afterSecondFactor, endOlderSessions, requireSetUpPending } from './second-factor.ts'

type AuthDeps = { auth: Auth; db: Db; log: Log; passwords: PasswordRules; config: { publicUrl: string } }
/** One request at a door of better-auth: its body as the door takes it. */
type Knock = { path: string; body: Record<string, unknown>; caller: Caller }
type Said = Record<string, unknown> & { user?: { id: string } }

/** `/api/auth/*`: better-auth behind strict bodies, our own count of tries, and failures turned into problems; what happened is recorded. */
export function authRouter(deps: AuthDeps): Router {
  const router = Router()
  router.get('/api/auth/get-session', async (req, res) => {
    // Whoever http/session.ts takes for nobody (suspended, expired) has no session here either.
    const known = callerOf(res).actor.kind === 'person'
    const headers = new Headers({ cookie: req.get('cookie') ?? '' })
    res.json(withoutTokens(known ? ((await deps.auth.api.getSession({ headers })) as Said | null) : null))
  })
  router.use('/api/auth', express.raw({ type: () => true, limit: '64kb' }), async (req: Request, res: Response) => {
    const door = doors.get(req.path)
    if (door?.method !== req.method) throw new ProblemError('not-found')
    const knock = { path: req.path, body: readBody(req), caller: callerOf(res) }
    const answer = await counted(deps.db, knock, () => enter(deps, req, knock)).catch(error => {
      if (knock.caller.actor.kind === 'anonymous')
        noteRefusedSignIn(deps, res, knock.caller, claimedBy(req, knock), error)
      throw error
    })
    res.status(answer.status)
    for (const [name, value] of answer.headers)
      if (name !== 'set-cookie' && name !== 'content-length') res.setHeader(name, value)
    for (const cookie of answer.headers.getSetCookie()) res.append('set-cookie', cookie)
    res.send(JSON.stringify(withoutTokens(await readAnswer(answer))))
  })
  return router
}

/** Counts the try by account and by address before it is made, and takes it back where it succeeded. */
async function counted<T>(db: Db, { path, body, caller }: Knock, work: () => Promise<T>): Promise<T> {
  if (path === '/sign-out') return work()
  const network = networkOf(caller.origin.address)
  const account = path === '/sign-in/email' ? String(body.email) : actorId(caller)
  await takeAttempt(db, limits.address, network)
  if (account) await takeAttempt(db, limits.account, account)
  const done = await work()
  await returnAttempt(db, limits.address, network)
  if (account) await forgetAttempts(db, limits.account, account)
  return done
}

async function enter(deps: AuthDeps, req: Request, knock: Knock): Promise<globalThis.Response> {
  const { path, body, caller } = knock
  const needsSession = path === '/change-password' || /^\/two-factor\/(enable|disable|generate)/.test(path)
  if (needsSession && caller.actor.kind === 'anonymous') throw new ProblemError('sign-in-required')
  if (path.startsWith('/two-factor/verify-')) await requireSetUpPending(deps.db, caller, path)
  if (path === '/change-password') {
    await deps.passwords.check(String(body.newPassword), '/body/newPassword')
    body.revokeOtherSessions = true
  }
  const answer = await deps.auth.handler(webRequest(req, knock, deps.config.publicUrl))
  const said = await readAnswer(answer)
  if (answer.status >= 400) throw new ProblemError(problemOfRefusal(path, answer.status, said?.code))
  await settle(deps.db, knock, said)
  return answer
}

function readBody(req: Request): Record<string, unknown> {
  const text = Buffer.isBuffer(req.body) ? req.body.toString('utf8') : ''
  let value: unknown
  try {
    value = text === '' ? {} : JSON.parse(text)
  } catch (error) {
    throw new ProblemError('malformed-json', { cause: error })
  }
  const parsed = doors.get(req.path)!.body.safeParse(value)
  if (!parsed.success) throw new ProblemError('invalid-request', { errors: problemItems(parsed.error, 'body') })
  return (parsed.data ?? {}) as Record<string, unknown>
}

function webRequest(req: Request, { body, caller }: Knock, publicUrl: string): globalThis.Request {
  const headers = new Headers()
  // Nothing else that a client says reaches better-auth: no Host, no Forwarded, no Origin, no method override.
  for (const name of ['cookie', 'user-agent', 'accept-language'])
    if (typeof req.headers[name] === 'string') headers.set(name, req.headers[name])
  headers.set(peerHeader, caller.origin.address ?? '0.0.0.0')
  // Who may ask was decided by http/same-origin.ts for every route alike; better-auth's own rule refuses programs (fetch without an
  // Origin). The host is the configured one: a Host header makes no link and no cookie here.
  headers.set('origin', new URL(publicUrl).origin)
  headers.set('content-type', 'application/json')
  const url = new URL(req.baseUrl + req.path, publicUrl)
  return new Request(url, { method: req.method, headers, body: JSON.stringify(body) })
}

async function settle(db: Db, { path, body, caller }: Knock, said: Said | null): Promise<void> {
  const self = actorId(caller)
  if (path === '/sign-in/email' && said?.user) await note(db, caller, said.user.id, 'session.sign-in')
  if (path.startsWith('/two-factor/verify-')) {
    const signsIn = caller.actor.kind === 'anonymous'
    if (signsIn) await afterSecondFactor(db, said!.user!.id, String(body.code), String(said!.token))
    else await endOlderSessions(db, self!)
    await note(db, caller, said!.user!.id, signsIn ? 'session.sign-in' : 'person.second-factor-on')
  }
  if (!self) return
  if (path === '/sign-out') await note(db, caller, self, 'session.sign-out')
  if (path === '/change-password') await note(db, caller, self, 'person.password')
  if (path === '/two-factor/disable') await note(db, caller, self, 'person.second-factor-off')
}

async function note(db: Db, caller: Caller, personId: string, act: string): Promise<void> {
  const actor: Actor = { kind: 'person', id: personId, name: '', hubRoles: [], memberships: [] }
  const entry: AuditRecord = { act, subjectKind: 'person', subjectId: personId }
  await transaction(db, tx => record(tx, { ...caller, actor }, entry))
}

const claimedBy = (req: Request, { path, body }: Knock): Claimed =>
  path === '/sign-in/email' ? { email: String(body.email) } : { cookie: req.headers.cookie }

const actorId = ({ actor }: Caller) => (actor.kind === 'person' ? actor.id : null)

async function readAnswer(answer: globalThis.Response): Promise<Said | null> {
  const text = await answer.clone().text()
  return text === '' ? null : (JSON.parse(text) as Said | null)
}

/** The session's token stands in its HttpOnly cookie and nowhere else, so that no script can read it. */
function withoutTokens(said: Said | null): unknown {
  return JSON.parse(JSON.stringify(said, (key, value) => (key === 'token' ? undefined : value)))
}
