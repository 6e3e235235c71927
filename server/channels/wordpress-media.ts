import { z } from 'zod'
import type { ChannelCall, MediaSource, Outcome, Push } from './channel.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { md5Of } from './md5-of.ts'
import { asDead, mediaTimeout } from './probe-media.ts'
import type { WireDeps } from './wire-deps.ts'
import type { Attached, WordpressFile, WordpressItem } from './wordpress-item.ts'
import { askWordpress, jsonOf, notWordpress, slugOf } from './wordpress-request.ts'

const attachment = z.object({ id: z.int(), slug: z.string(), source_url: z.url({ protocol: /^https?$/ }) })
const fields = { _fields: 'id,slug,source_url' }
const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'audio/mpeg': 'mp3',
  'application/pdf': 'pdf',
}

/** Brings the files to the site's media library, each looked for first. Answers where they stand, or why that did not come to be. */
export async function attachMedia(
  deps: WireDeps,
  call: ChannelCall,
  push: Push,
  post: WordpressItem,
): Promise<Attached[] | Outcome> {
  const attached: Attached[] = []
  for (const file of post.media) {
    const source = push.media.find(each => each.sha256 === file.sha256)
    if (!source) continue
    if (!(await push.stillWanted())) return { kind: 'superseded' }
    const done = await attachOne(deps, call, { post, file, source })
    if (!('kind' in done)) attached.push({ ...file, ...done })
    else if (file.required || done.kind !== 'dead') return done
  }
  return attached
}

type One = { post: WordpressItem; file: WordpressFile; source: MediaSource }
type Placed = { id: number; url: string }

async function attachOne(deps: WireDeps, call: ChannelCall, one: One): Promise<Placed | Outcome> {
  const slug = mediaSlug(one.post.id, one.file.sha256)
  const reply = await askWordpress(deps, call, {
    step: 'probe',
    method: 'GET',
    route: '/media',
    query: { slug, context: 'edit', ...fields },
    timeoutMs: deps.timeouts.ask,
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'probe')
  const [found] = z.array(attachment).safeParse(jsonOf(reply)).data ?? []
  if (found) return { id: found.id, url: found.source_url }
  const first = await upload(deps, call, one, slug)
  if (first !== 'resend') return first
  const second = await upload(deps, call, one, slug)
  return second === 'resend' ? (asDead(second) ?? notWordpress) : second
}

/** POST /media with the bytes as they are: name, alternative text and caption go in the address, as the body is the file. */
async function upload(
  deps: WireDeps,
  call: ChannelCall,
  { post, file, source }: One,
  slug: string,
): Promise<Placed | Outcome | 'resend'> {
  const { title, altText, credit } = file.said ?? post
  const reply = await askWordpress(deps, call, {
    step: 'media',
    method: 'POST',
    route: '/media',
    query: { slug, title, alt_text: altText || title, caption: credit, ...fields },
    headers: {
      'content-type': source.contentType,
      'content-length': String(source.size),
      'content-disposition': `attachment; filename="${slug}.${extensions[file.contentType] ?? 'bin'}"`,
      'content-md5': await md5Of(source),
    },
    body: await source.open(),
    requestHash: source.sha256,
    timeoutMs: mediaTimeout(deps, source.size),
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision === 'resend-once') return 'resend'
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'media')
  const made = attachment.safeParse(jsonOf(reply)).data
  return made ? { id: made.id, url: made.source_url } : notWordpress
}

/** One an item and file: taking an item down takes no other item's picture along. */
function mediaSlug(itemId: string, sha256: string): string {
  return `${slugOf(itemId)}-${sha256.slice(0, 16)}`
}

/** Deletes the files that an item brought; those that are gone already count as deleted. Null when all are. */
export async function deleteMedia(deps: WireDeps, call: ChannelCall, ids: readonly number[]): Promise<Outcome | null> {
  for (const id of ids) {
    const reply = await askWordpress(deps, call, {
      step: 'withdrawal',
      method: 'DELETE',
      route: `/media/${id}`,
      query: { force: 'true', _fields: 'deleted' },
      timeoutMs: deps.timeouts.item,
      expected: [404, 410],
    })
    if (reply.kind === 'no-reply') return reply.outcome
    if (reply.status !== 404 && reply.status !== 410 && reply.decision !== 'done')
      return outcomeOfReply(reply, 'withdrawal')
  }
  return null
}
