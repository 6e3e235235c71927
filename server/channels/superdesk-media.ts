import { Readable } from 'node:stream'
import type { ChannelCall, MediaSource, Outcome, Push } from './channel.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { mediaTimeout } from './probe-media.ts'
import { assetsOf } from './superdesk-form.ts'
import type { SuperdeskItem } from './superdesk-item.ts'
import { askSuperdesk, isAccepted, notSuperdesk } from './superdesk-request.ts'
import { streamedSignature } from './superdesk-signature.ts'
import type { WireDeps } from './wire-deps.ts'

/** Brings the files to the receiver, each asked for first. Answers those that stand there, or why that did not come to be. */
export async function placeMedia(
  deps: WireDeps,
  call: ChannelCall,
  push: Push,
  { media }: SuperdeskItem,
): Promise<SuperdeskItem['media'] | Outcome> {
  const placed: SuperdeskItem['media'] = []
  for (const file of media) {
    const source = push.media.find(each => each.sha256 === file.sha256)
    if (!source) continue
    if (!(await push.stillWanted())) return { kind: 'superseded' }
    const failed = await placeOne(deps, call, source)
    if (!failed) placed.push(file)
    else if (file.required || failed.kind !== 'dead') return failed
  }
  return placed
}

async function placeOne(deps: WireDeps, call: ChannelCall, source: MediaSource): Promise<Outcome | null> {
  const there = await askSuperdesk(deps, call, {
    step: 'probe',
    method: 'GET',
    path: `${assetsOf(call.channel)}/${source.sha256}`,
    timeoutMs: deps.timeouts.ask,
    // The receiver may answer with the file itself.
    maxBytes: source.size + 1024 * 1024,
    expected: [404],
  })
  if (there.kind === 'no-reply') return there.outcome
  if (there.status === 404) return postMedia(deps, call, source)
  return there.decision === 'done' ? null : outcomeOfReply(there, 'probe')
}

type Posted = Pick<MediaSource, 'sha256' | 'size' | 'contentType' | 'open'>

/** POSTs one file as `multipart/form-data` with `media_id` and `media`. The file is read twice, for the signature and for the wire. */
export async function postMedia(
  deps: WireDeps,
  call: ChannelCall,
  source: Posted,
  mediaId = source.sha256,
): Promise<Outcome | null> {
  const form = multipart(mediaId, source)
  const reply = await askSuperdesk(deps, call, {
    step: 'media',
    method: 'POST',
    path: assetsOf(call.channel),
    headers: {
      'content-type': `multipart/form-data; boundary=${form.boundary}`,
      'content-length': String(form.head.length + source.size + form.tail.length),
    },
    signature: await streamedSignature(call.channel.credentials.key ?? '', form.bytes()),
    body: Readable.from(form.bytes()),
    requestHash: source.sha256,
    timeoutMs: mediaTimeout(deps, source.size),
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'media')
  return isAccepted(reply) ? null : { ...notSuperdesk, mayHaveArrived: false }
}

/** The same bytes each time: the boundary is made of the file's digest, which stands nowhere in the file. */
function multipart(mediaId: string, { sha256, contentType, open }: Posted) {
  const boundary = `hub-${sha256.slice(0, 40)}`
  const part = (name: string, more = '') => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n`
  const head = Buffer.from(
    `${part('media_id')}\r\n${mediaId}\r\n${part('mime_type')}\r\n${contentType}\r\n${part('media', `; filename="${mediaId}"`)}Content-Type: ${contentType}\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  async function* bytes(): AsyncGenerator<Buffer> {
    yield head
    for await (const chunk of await open()) yield chunk as Buffer
    yield tail
  }
  return { boundary, head, tail, bytes }
}
