import express, { type Request, type Response, Router } from 'express'
import type { ProblemKey } from '#contracts/problem'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { callerOf } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { type Auth, peerHeader } from './auth.ts'
import { refuseWayOut } from './refuse-way-out.ts'

/** What of better-auth stands open: nothing that would let people register, rename or link accounts by themselves. */
const open = new Map([
  ['/sign-in/email', 'POST'],
  ['/sign-out', 'POST'],
  ['/get-session', 'GET'],
  ['/change-password', 'POST'],
])
const problems: Record<number, ProblemKey> = {
  400: 'invalid-request',
  401: 'wrong-credentials',
  403: 'origin-refused',
  415: 'malformed-json',
  429: 'too-many-requests',
}

/** `/api/auth/*`: better-auth with its failures turned into problems, sign-in and sign-out recorded. */
export function authRouter({ auth, db, config }: { auth: Auth; db: Db; config: { publicUrl: string } }): Router {
  const router = Router()
  router.use('/api/auth', express.raw({ type: () => true, limit: '64kb' }), async (req: Request, res: Response) => {
    if (open.get(req.path) !== req.method) throw new ProblemError('not-found')
    if (Buffer.isBuffer(req.body)) refuseWayOut(req.body)
    const answer = await auth.handler(webRequest(req, config.publicUrl))
    if (answer.status >= 400) {
      const refused = answer.status < 500 ? 'invalid-request' : 'internal'
      throw new ProblemError(problems[answer.status] ?? refused)
    }
    await recordSession(db, req, callerOf(res), answer)
    res.status(answer.status)
    for (const [name, value] of answer.headers) if (name !== 'set-cookie') res.setHeader(name, value)
    for (const cookie of answer.headers.getSetCookie()) res.append('set-cookie', cookie)
    res.send(Buffer.from(await answer.arrayBuffer()))
  })
  return router
}

function webRequest(req: Request, publicUrl: string): globalThis.Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && !/^(x-forwarded|sec-fetch|origin$|referer$)/.test(name))
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  headers.set(peerHeader, req.socket.remoteAddress ?? '0.0.0.0')
  headers.delete('content-length')
  // Who may ask was decided by http/same-origin.ts for every route alike; better-auth's own rule refuses programs (fetch without an
  // Origin). The host is the configured one: a Host header makes no link and no cookie here.
  headers.set('origin', new URL(publicUrl).origin)
  const url = new URL(req.originalUrl, publicUrl)
  const body = bodyOf(req)
  return new Request(url, { method: req.method, headers, ...(body ? { body } : {}) })
}

/** The bytes that came, null where none did: better-auth asks the type of a body that is there, also of an empty one. */
function bodyOf(req: Request): Uint8Array<ArrayBuffer> | null {
  const bytes = req.body as Buffer | undefined
  return req.method === 'POST' && bytes && bytes.length > 0 ? new Uint8Array(bytes) : null
}

async function recordSession(db: Db, req: Request, caller: Caller, answer: globalThis.Response): Promise<void> {
  if (req.path === '/sign-in/email') {
    const { user } = (await answer.clone().json()) as { user: { id: string } }
    const actor: Actor = { kind: 'person', id: user.id, name: '', hubRoles: [], memberships: [] }
    await transaction(db, tx =>
      record(tx, { ...caller, actor }, { act: 'session.sign-in', subjectKind: 'person', subjectId: user.id }),
    )
  } else if (req.path === '/sign-out' && caller.actor.kind === 'person') {
    const { id } = caller.actor
    await transaction(db, tx => record(tx, caller, { act: 'session.sign-out', subjectKind: 'person', subjectId: id }))
  } else if (req.path === '/change-password' && caller.actor.kind === 'person') {
    const { id } = caller.actor
    await transaction(db, tx => record(tx, caller, { act: 'person.password', subjectKind: 'person', subjectId: id }))
  }
}
