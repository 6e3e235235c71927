import type { Request, Response, Router } from 'express'
import type { z } from 'zod'
import type { Operation } from '#contracts/operation'
import type { ProblemItem } from '#contracts/problem'
import type { Caller } from '#server/access/caller'
import { keyMayCall, neededScope } from '#server/access/key-scopes'
import { ProblemError } from './problem-error.ts'

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined
type Nothing = ReturnType<() => void>
type Answer<S> = S extends z.ZodType ? z.input<S> : Nothing

/** One request, read: what the contract says is there, is there. */
export type Call<O extends Operation> = {
  caller: Caller
  /** Path parameters; ids are checked to be UUIDs (else 404, as for an id that does not exist). */
  params: Record<string, string>
  query: Parsed<O['query']>
  body: Parsed<O['body']>
  /** The revision in If-Match, where the operation asks for it. */
  revision: O extends { ifMatch: true } ? number : undefined
  req: Request
  res: Response
}

const mounted = new WeakMap<Router, Operation[]>()
/** The operations that were mounted on a router: the app proves with it that the contract is whole. */
export const operationsOf = (router: Router): readonly Operation[] => mounted.get(router) ?? []

/**
 * Mounts an operation: reads the request by its contract, runs the handler, answers by its contract (members that the contract
 * does not name never leave). The only way to add a route under /api/v1.
 */
export function mount<O extends Operation>(
  router: Router,
  operation: O,
  handler: (call: Call<O>) => Promise<Answer<O['answer']>>,
): void {
  mounted.set(router, [...operationsOf(router), operation])
  const path = operation.path.replace(/\{(\w+)\}/g, ':$1')
  router[operation.method](path, async (req, res) => {
    const caller = callerOf(res)
    if (!keyMayCall(caller.actor, operation)) throw scopeMissing(operation)
    const call = {
      caller,
      params: readParams(req),
      query: read(operation.query, req.query, 'query'),
      body: read(operation.body, req.body, 'body'),
      revision: operation.ifMatch ? readIfMatch(req) : undefined,
      req,
      res,
    } as unknown as Call<O>
    const result = await handler(call)
    if (operation.answer === 'bytes' || operation.answer === 'events') return
    if (operation.answer === 'nothing') {
      res.status(operation.status).end()
      return
    }
    answerJson(res, operation.status, operation.answer.parse(result))
  })
}

/**
 * Express' own `json` would answer 304 by the ETag, and that tag is the revision: it is for If-Match, and stays while the file gets
 * ready and while another person may do other things.
 */
function answerJson(res: Response, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body))
  res.status(status).type('json').set('content-length', String(bytes.length)).end(bytes)
}

/** Who asks; the session middleware put it there before any router ran. Throws where it is missing: a defect. */
export function callerOf(res: Response): Caller {
  const caller = res.locals.caller as Caller | undefined
  if (!caller) throw new Error('no caller: the session middleware did not run')
  return caller
}

/** RFC 6750 §3.1: a key that is good, but not for this. */
function scopeMissing(operation: Operation): ProblemError {
  const scope = neededScope(operation)
  return new ProblemError('scope-missing', {
    ...(scope ? { extension: { scope } } : {}),
    headers: { 'www-authenticate': `Bearer error="insufficient_scope"${scope ? `, scope="${scope}"` : ''}` },
  })
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
function readParams(req: Request): Record<string, string> {
  const params = req.params as Record<string, string>
  for (const [name, value] of Object.entries(params)) {
    if ((name === 'id' || name.endsWith('Id')) && !uuidForm.test(value)) throw new ProblemError('not-found')
  }
  return params
}

function read(schema: z.ZodType | undefined, value: unknown, where: 'query' | 'body'): unknown {
  if (!schema) return undefined
  refuseUnstorable(value, where)
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  throw new ProblemError('invalid-request', { errors: problemItems(parsed.error, where) })
}

/**
 * Throws `invalid-request` where a text anywhere in `value` holds NUL or half a surrogate pair: no column and no JSON of Postgres
 * takes them, and nobody types them.
 */
export function refuseUnstorable(value: unknown, where: string): void {
  if (typeof value === 'string' && /[\0\p{Surrogate}]/u.test(value)) {
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: `/${where}`, code: 'control-characters', detail: 'NUL or half a character' }],
    })
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, each] of Object.entries(value)) refuseUnstorable(each, `${where}/${name.slice(0, 60)}`)
}

/** A zod error as problem items: `pointer` is `/body/tags/0` or `/query/limit`. */
export function problemItems(error: z.ZodError, where: string): ProblemItem[] {
  return error.issues.slice(0, 50).map(issue => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 5) : []
    return {
      pointer: `/${[where, ...issue.path, ...unknown].map(part => String(part).slice(0, 60).replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}`,
      code: issue.code === 'custom' ? issue.message : issue.code,
      detail: issue.message.slice(0, 200),
    }
  })
}

function readIfMatch(req: Request): number {
  const header = req.get('if-match')
  if (!header) throw new ProblemError('precondition-required')
  const match = /^"r(\d{1,9})"$/.exec(header.trim())
  if (!match) throw new ProblemError('edited-meanwhile')
  return Number(match[1])
}
