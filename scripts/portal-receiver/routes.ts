import type { IncomingMessage } from 'node:http'
import { listItems, readItem } from './find-items.ts'
import { type ItemDeps, putItem, withdrawItem } from './items.ts'
import { beginUpload, continueUpload, probeMedia, putMedia, readUpload } from './media.ts'
import { type Answer, Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import { contract } from './read-item.ts'
import { verifyContentDigest } from './verify-request.ts'

/** What this portal takes; the hub reads it before it sends anything. Media above `partBytes` come as resumable uploads. */
export const capabilities = {
  contract,
  ninjs: ['3.1'],
  maxItemBytes: 2_000_000,
  maxMediaBytes: 21_474_836_480,
  partBytes: 16_777_216,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'application/pdf'] as readonly string[],
  channels: [] as string[],
  callback: false,
}

type Request = {
  request: IncomingMessage
  url: URL
  params: string[]
  /** Who signed: the hub's address. */
  source: string
  deps: ItemDeps
  limits: typeof capabilities
}
type Route = {
  /** The name by which it can be told to fail. */
  op: string
  method: string
  path: RegExp
  /** What the signature must cover. */
  covered: readonly string[]
  answer(request: Request): Promise<Answer> | Answer
}

const always = ['@method', '@target-uri']
const withBody = [...always, 'content-type', 'content-digest']
const sha = '([0-9a-f]{64})'
const uuid = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'
const at = (path: string) => new RegExp(`^/exchange/v1${path}$`)

const routes: readonly Route[] = [
  {
    op: 'capabilities',
    method: 'GET',
    path: at('/capabilities'),
    covered: always,
    answer: ({ limits }) => ({ status: 200, body: limits }),
  },
  {
    op: 'probe',
    method: 'HEAD',
    path: at(`/media/${sha}`),
    covered: always,
    answer: ({ params, deps }) => probeMedia(params[0]!, deps.media),
  },
  {
    op: 'media',
    method: 'PUT',
    path: at(`/media/${sha}`),
    covered: [...always, 'content-type', 'repr-digest'],
    answer: ({ request, params, deps, limits }) => putMedia(request, params[0]!, deps.media, limits),
  },
  {
    op: 'media',
    method: 'POST',
    path: at(`/media/${sha}/uploads`),
    covered: withBody,
    answer: async call =>
      beginUpload(call.params[0]!, (await readJson(call, 10_000)).body, call.deps.media, call.limits),
  },
  {
    op: 'upload',
    method: 'HEAD',
    path: at(`/media/${sha}/uploads/\\1`),
    covered: always,
    answer: ({ params, deps }) => readUpload(params[0]!, deps.media),
  },
  {
    op: 'part',
    method: 'PATCH',
    path: at(`/media/${sha}/uploads/\\1`),
    covered: [...always, 'content-type', 'upload-offset'],
    answer: ({ request, params, deps }) => continueUpload(request, params[0]!, deps.media),
  },
  {
    op: 'item',
    method: 'PUT',
    path: at(`/items/${uuid}`),
    covered: [...withBody, 'idempotency-key'],
    answer: async call => putItem(await itemCall(call), call.deps),
  },
  {
    op: 'withdrawal',
    method: 'POST',
    path: at(`/items/${uuid}/withdrawal`),
    covered: [...withBody, 'idempotency-key'],
    answer: async call => withdrawItem(await itemCall(call), call.deps),
  },
  {
    op: 'status',
    method: 'GET',
    path: at(`/items/${uuid}`),
    covered: always,
    answer: ({ params, deps }) => readItem(params[0]!, deps.items),
  },
  {
    op: 'list',
    method: 'GET',
    path: at('/items'),
    covered: always,
    answer: ({ url, deps }) => listItems(url.searchParams, deps.items),
  },
]

/** The route of a request with what its address names. Throws 404 and 405. */
export function findRoute(method: string, path: string): Route & { params: string[] } {
  const here = routes.filter(route => route.path.test(path))
  const route = here.find(each => each.method === method)
  if (route) return { ...route, params: route.path.exec(path)?.slice(1) ?? [] }
  if (here.length > 0)
    throw new Problem(405, 'method', 'Not with this method.', {
      headers: { allow: here.map(each => each.method).join(', ') },
    })
  throw new Problem(404, 'unknown', 'No such address.')
}

async function itemCall(call: Request) {
  const headers = call.request.headers as Record<string, string | undefined>
  return { id: call.params[0]!, source: call.source, headers, ...(await readJson(call, call.limits.maxItemBytes)) }
}

async function readJson({ request }: Request, max: number): Promise<{ body: unknown; digest: string }> {
  const bytes = await readBody(request, max)
  const digest = verifyContentDigest(request, bytes)
  try {
    return { body: JSON.parse(bytes.toString('utf8')), digest }
  } catch {
    throw new Problem(400, 'malformed-json', 'The body is not JSON.')
  }
}
