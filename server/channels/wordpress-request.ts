import { z } from 'zod'
import { decide } from './answer.ts'
import type { ChannelCall, Outcome } from './channel.ts'
import { exchange, type Manners, type NoReply, type Sending } from './exchange.ts'
import type { Reply } from './reply.ts'
import { sha256Of } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'
import { readMark } from './wordpress-item.ts'

const wordpressError = z.object({ code: z.string().max(200), message: z.string().max(2000) })

/** One request to the site's REST API (`/?rest_route=`: it answers whatever the site's addresses look like), as the Author of the channel. */
export function askWordpress(
  deps: WireDeps,
  call: ChannelCall,
  sending: Omit<Sending, 'path' | 'manners'> & { route: string; query?: Record<string, string> },
): Promise<Reply | NoReply> {
  const { route, query, ...rest } = sending
  const search = new URLSearchParams({ rest_route: `/wp/v2${route}`, ...query })
  return exchange(deps, call, { ...rest, path: `/?${search}`, manners: mannersOf(call) })
}

function mannersOf({ channel }: ChannelCall): Manners {
  const { user = '', applicationPassword = '' } = channel.credentials
  const basic = Buffer.from(`${user}:${applicationPassword}`, 'utf8').toString('base64')
  return {
    readProblem(body) {
      try {
        const read = wordpressError.safeParse(JSON.parse(body.toString('utf8'))).data
        return read ? { type: read.code, detail: read.message } : {}
      } catch {
        // A page of the web server's: the status says enough.
        return {}
      }
    },
    decide(status, problem) {
      // A forbidden type, or more than PHP takes: a 500 by name, and for ever.
      if (problem === 'rest_upload_sideload_error') return 'dead'
      if (status === 412) return 'resend-once'
      if (problem === 'rest_post_invalid_id' || status === 410) return 'gone'
      return decide(status, null)
    },
    authorize: () => ({ authorization: `Basic ${basic}` }),
    maxAnswerBytes: 4 * 1024 * 1024,
  }
}

const postBody = z.object({
  id: z.int(),
  slug: z.string(),
  status: z.string(),
  link: z.string(),
  modified_gmt: z.string(),
  content: z.object({ raw: z.string() }),
})
/** A post of ours at the site, with the answer that said so. */
export type Post = z.infer<typeof postBody>
export const postFields = { context: 'edit', _fields: 'id,slug,status,link,modified_gmt,content.raw' }

/** `tn-<uuid>`: the post's name, by which the hub knows its own again. */
export const slugOf = (itemId: string) => `tn-${itemId}`

/** The post in an answer; null where it is none. */
export function readPost(value: unknown): Post | null {
  return postBody.safeParse(value).data ?? null
}

/** JSON of an answer, or null. */
export function jsonOf(reply: Reply): unknown {
  try {
    return JSON.parse(reply.body.toString('utf8'))
  } catch {
    // No JSON, no post.
    return null
  }
}

const states: Record<string, 'published' | 'in_review' | 'withdrawn' | 'received'> = {
  publish: 'published',
  pending: 'in_review',
  draft: 'withdrawn',
  trash: 'withdrawn',
}

/** A post as proof: what stands there, read from the site's own answer. */
export function receiptOf(itemId: string, post: Post, reply: Reply): Extract<Outcome, { kind: 'delivered' }> {
  const mark = readMark(post.content.raw)
  const state = states[post.status] ?? 'received'
  return {
    kind: 'delivered',
    received: {
      raw: reply.body,
      headers: reply.headers,
      receipt: {
        receiptId: `post-${post.id}`,
        id: itemId,
        version: mark?.version ?? 0,
        digest: mark?.digest ?? sha256Of(Buffer.from(post.content.raw)),
        state,
        publicUrl: state === 'published' ? post.link : null,
        receivedAt: new Date(`${post.modified_gmt}Z`).toISOString(),
      },
    },
  }
}

/** An answer of 200 that is not what WordPress says: something else answers there. */
export const notWordpress = {
  kind: 'refused',
  problem: 'not-wordpress',
  text: 'Địa chỉ này không trả lời như một trang WordPress.',
  mayHaveArrived: true,
} as const satisfies Outcome
