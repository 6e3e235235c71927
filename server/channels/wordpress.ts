import { z } from 'zod'
import type { Capabilities, Channel, ChannelCall, Outcome, Push, Withdrawal } from './channel.ts'
import type { Sending } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import type { Reply } from './reply.ts'
import { sha256Of } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'
import { wordpressSettings } from './wordpress-form.ts'
import {
  type Attached,
  type Mark,
  readMark,
  readWordpressItem,
  type WordpressItem,
  wordpressText,
} from './wordpress-item.ts'
import { attachMedia, deleteMedia } from './wordpress-media.ts'
import {
  askWordpress,
  jsonOf,
  notWordpress,
  type Post,
  postFields,
  readPost,
  receiptOf,
  slugOf,
} from './wordpress-request.ts'

const capabilitiesLiveMs = 3_600_000
const mediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'video/mp4', 'audio/mpeg', 'application/pdf']
/** The wire of the REST API of a WordPress site (checked against 6.1). */
export function wordpress(deps: WireDeps): Channel {
  const known = new Map<string, { at: number; capabilities: Capabilities }>()
  return {
    async capabilities(call) {
      const key = sha256Of(Buffer.from(JSON.stringify(call.channel)))
      const cached = known.get(key)
      const now = deps.clock.now().getTime()
      if (cached && !call.fresh && now - cached.at < capabilitiesLiveMs) return cached.capabilities
      const read = await readCapabilities(deps, call)
      if (!('kind' in read)) known.set(key, { at: now, capabilities: read })
      return read
    },
    publish: (push, call) => publish(deps, push, call),
    withdraw: (withdrawal, call) => withdraw(deps, withdrawal, call),
    async status(itemId, call) {
      const asked = await lookUp(deps, call, itemId)
      if (asked.kind === 'here') return receiptOf(itemId, asked.post, asked.reply)
      return asked.kind === 'absent' ? { kind: 'gone' } : asked.outcome
    },
  }
}

const me = z.object({ capabilities: z.record(z.string(), z.unknown()) })

async function readCapabilities(deps: WireDeps, call: ChannelCall): Promise<Capabilities | Outcome> {
  const reply = await askWordpress(deps, call, {
    step: 'capabilities',
    method: 'GET',
    route: '/users/me',
    query: { context: 'edit', _fields: 'id,capabilities' },
    timeoutMs: deps.timeouts.ask,
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'capabilities')
  const may = me.safeParse(jsonOf(reply)).data?.capabilities
  if (!may) return { ...notWordpress, mayHaveArrived: false }
  if (may.publish_posts !== true || may.upload_files !== true)
    return refused('role-too-low', 'Tài khoản WordPress cần vai trò Tác giả (Author) để đăng bài và tải tệp.')
  if (may.unfiltered_html === true)
    return refused(
      'role-too-high',
      'Tài khoản WordPress có quyền quá cao. Hãy dùng tài khoản vai trò Tác giả (Author).',
    )
  const { maxMediaMegabytes } = wordpressSettings.parse(call.channel.settings)
  const maxMediaBytes = maxMediaMegabytes * 1024 * 1024
  return { maxItemBytes: 2 * 1024 * 1024, maxMediaBytes, partBytes: maxMediaBytes, mediaTypes }
}

const refused = (problem: string, text: string) => ({ kind: 'refused', problem, text, mayHaveArrived: false }) as const

type LookedUp =
  | { kind: 'here'; post: Post; reply: Reply; twins: readonly Post[] }
  | { kind: 'absent' }
  | { kind: 'unknown'; outcome: Outcome }

/**
 * What stands there under the item's name. WordPress appends -2 to a name that is taken: a post that came twice (a proxy that repeats,
 * an answer that was lost) is found as a twin; the oldest counts.
 */
async function lookUp(deps: WireDeps, call: ChannelCall, itemId: string): Promise<LookedUp> {
  const slug = slugOf(itemId)
  const reply = await askWordpress(deps, call, {
    step: 'ask',
    method: 'GET',
    route: '/posts',
    query: { slug: `${slug},${slug}-2,${slug}-3`, status: 'any', orderby: 'id', order: 'asc', ...postFields },
    timeoutMs: deps.timeouts.ask,
  })
  if (reply.kind === 'no-reply') return { kind: 'unknown', outcome: reply.outcome }
  if (reply.decision !== 'done') return { kind: 'unknown', outcome: outcomeOfReply(reply, 'ask') }
  const list = jsonOf(reply)
  if (!Array.isArray(list)) return { kind: 'unknown', outcome: notWordpress }
  const [post, ...twins] = list.map(readPost).filter(each => each !== null)
  return post ? { kind: 'here', post, reply, twins } : { kind: 'absent' }
}

/** Look up, decide, then the files, then the post. */
async function publish(deps: WireDeps, push: Push, call: ChannelCall): Promise<Outcome> {
  const asked = await lookUp(deps, call, push.itemId)
  if (asked.kind === 'unknown') return asked.outcome
  const there = asked.kind === 'here' ? asked : null
  const standing = there && readMark(there.post.content.raw)
  if (there) {
    const extra = await removeTwins(deps, call, there.twins)
    if (extra) return extra
    const withdrawn = there.post.status === 'draft'
    if (withdrawn && !push.reinstate) return { kind: 'gone' }
    if (!withdrawn && standing?.digest === push.digest) return receiptOf(push.itemId, there.post, there.reply)
    if (standing && standing.version > push.version) return newerThere(standing)
  }
  const item = readWordpressItem(push.body)
  const files = await attachMedia(deps, call, push, item)
  if ('kind' in files) return files
  if (!(await push.beforeSending())) return { kind: 'superseded' }
  if (push.takesOut) {
    // Before the post: a worker killed in between finds nothing left to delete, and does not forget to.
    const old = (standing?.media ?? []).filter(id => !files.some(file => file.id === id))
    const left = await deleteMedia(deps, call, old)
    if (left) return left
  }
  const reply = await send(deps, call, { push, item, files, there: there?.post ?? null, standing })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'item')
  const post = readPost(jsonOf(reply))
  if (!post) return notWordpress
  return there ? receiptOf(push.itemId, post, reply) : onlyOne(deps, call, push.itemId)
}

function newerThere({ version }: Mark): Outcome {
  const text = `Trang đang giữ phiên bản ${version} với nội dung khác.`
  return { kind: 'dead', problem: 'version-conflict', text, mayHaveArrived: true }
}

type PostToSend = {
  push: Push
  item: WordpressItem
  files: readonly Attached[]
  there: Post | null
  standing: Mark | null
}

function send(deps: WireDeps, call: ChannelCall, { push, item, files, there, standing }: PostToSend) {
  const { status, categories, topicCategories } = wordpressSettings.parse(call.channel.settings)
  const all = [...categories, ...item.topics.flatMap(topic => topicCategories[topic] ?? [])]
  const ids = [...new Set([...(standing?.media ?? []), ...files.map(file => file.id)])]
  const picture = files.find(file => file.contentType.startsWith('image/'))
  const post = {
    title: item.title,
    slug: slugOf(push.itemId),
    // What is public stays so when it is corrected.
    status: there?.status === 'publish' ? 'publish' : status,
    excerpt: item.description,
    content: wordpressText(item, files, { version: push.version, digest: push.digest, media: ids }),
    ...(all.length > 0 ? { categories: [...new Set(all)] } : {}),
    featured_media: picture?.id ?? 0,
  }
  return act(deps, call, 'item', `/posts${there ? `/${there.id}` : ''}`, post, {
    requestHash: push.digest,
    idempotencyKey: push.key,
  })
}

function act(
  deps: WireDeps,
  call: ChannelCall,
  step: 'item' | 'withdrawal',
  route: string,
  body: object,
  more: Pick<Sending, 'requestHash' | 'idempotencyKey' | 'expected'>,
) {
  return askWordpress(deps, call, {
    ...{ step, route, method: 'POST', query: postFields, timeoutMs: deps.timeouts.item, ...more },
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  })
}

/** After a new post: had the request come twice, its twin goes. */
async function onlyOne(deps: WireDeps, call: ChannelCall, itemId: string): Promise<Outcome> {
  const asked = await lookUp(deps, call, itemId)
  if (asked.kind === 'unknown') return asked.outcome
  if (asked.kind === 'absent') return { kind: 'gone' }
  return (await removeTwins(deps, call, asked.twins)) ?? receiptOf(itemId, asked.post, asked.reply)
}

async function removeTwins(deps: WireDeps, call: ChannelCall, twins: readonly Post[]): Promise<Outcome | null> {
  for (const { id } of twins) {
    const reply = await askWordpress(deps, call, {
      step: 'withdrawal',
      method: 'DELETE',
      route: `/posts/${id}`,
      query: { force: 'true', _fields: 'deleted' },
      timeoutMs: deps.timeouts.item,
      expected: [404, 410],
    })
    if (reply.kind === 'no-reply') return reply.outcome
    if (![404, 410].includes(reply.status) && reply.decision !== 'done') return outcomeOfReply(reply, 'withdrawal')
  }
  return null
}

/** Back to a draft, which nobody outside sees; then the files, where they go too. What is not there is withdrawn. */
async function withdraw(deps: WireDeps, withdrawal: Withdrawal, call: ChannelCall): Promise<Outcome> {
  const asked = await lookUp(deps, call, withdrawal.itemId)
  if (asked.kind === 'unknown') return asked.outcome
  if (asked.kind === 'absent') return { kind: 'gone' }
  const extra = await removeTwins(deps, call, asked.twins)
  if (extra) return extra
  let { post, reply } = asked
  if (post.status !== 'draft') {
    const answer = await act(
      deps,
      call,
      'withdrawal',
      `/posts/${post.id}`,
      { status: 'draft' },
      {
        ...{ requestHash: sha256Of(withdrawal.body), idempotencyKey: withdrawal.key, expected: [404, 410] },
      },
    )
    if (answer.kind === 'no-reply') return answer.outcome
    if (answer.status === 404 || answer.status === 410) return { kind: 'gone' }
    const drafted = answer.decision === 'done' ? readPost(jsonOf(answer)) : null
    if (!drafted) return answer.decision === 'done' ? notWordpress : outcomeOfReply(answer, 'withdrawal')
    post = drafted
    reply = answer
  }
  const { mediaToo } = JSON.parse(withdrawal.body.toString('utf8')) as { mediaToo: boolean }
  const left = mediaToo ? await deleteMedia(deps, call, readMark(post.content.raw)?.media ?? []) : null
  return left ?? receiptOf(withdrawal.itemId, post, reply)
}
