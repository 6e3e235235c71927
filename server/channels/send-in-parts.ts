import type { ChannelCall, MediaSource, Outcome } from './channel.ts'
import { exchange } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { asDead, mediaTimeout, probeMedia } from './probe-media.ts'
import type { Reply } from './reply.ts'
import { digestHeader, sha256Of } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'

/** Broken parts in a row, without a byte gained, after which the schedule takes over. */
const maxStalls = 3
const tus = { 'tus-resumable': '1.0.0' }

/**
 * A large file as a resumable upload (tus 1.0): POST for its Location, HEAD for how far it came, PATCH part by part. What a torn part
 * brought counts; a later run finds the same upload and goes on from there. Null when the whole file is there.
 */
export async function sendInParts(
  deps: WireDeps,
  call: ChannelCall,
  source: MediaSource,
  options: { partBytes: number; stillWanted(): Promise<boolean> },
): Promise<Outcome | null> {
  const first = await upload(deps, call, source, options)
  return first === 'resend' ? asDead(await upload(deps, call, source, options)) : first
}

async function upload(
  deps: WireDeps,
  call: ChannelCall,
  source: MediaSource,
  options: { partBytes: number; stillWanted(): Promise<boolean> },
): Promise<Outcome | 'resend' | null> {
  const location = await begin(deps, call, source)
  if (typeof location !== 'string') return location
  let offset = 0
  for (let stalls = 0; ; ) {
    if (!(await options.stillWanted())) return { kind: 'superseded' }
    const at = await readOffset(deps, call, location)
    // The last part came and its answer did not: the upload is over and the file is there.
    if (at === 'no-upload') return asLost(await probeMedia(deps, call, source))
    if (typeof at !== 'number') return at
    stalls = at > offset ? 0 : stalls
    offset = at
    const sent = await sendFrom(deps, call, source, { location, offset, ...options })
    if (sent === null || sent === 'resend' || sent.kind !== 'retry') return sent
    // 429 and 5xx are the receiver's wish to be left alone; a torn part is not.
    if (!['timeout', 'network', 'wrong-offset'].includes(sent.problem) || ++stalls >= maxStalls) return sent
  }
}

async function begin(deps: WireDeps, call: ChannelCall, source: MediaSource): Promise<string | Outcome> {
  const body = Buffer.from(JSON.stringify({ sizeInBytes: source.size, contentType: source.contentType }))
  const reply = await exchange(deps, call, {
    step: 'media',
    method: 'POST',
    path: `/media/${source.sha256}/uploads`,
    headers: { 'content-type': 'application/json', 'content-digest': digestHeader(sha256Of(body)) },
    body,
    requestHash: source.sha256,
    timeoutMs: deps.timeouts.ask,
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'media')
  const location = new URL(reply.headers.location ?? '', call.channel.address)
  // Bytes go only where the channel points: another host in Location is not the portal's to choose.
  if (location.origin === new URL(call.channel.address).origin && reply.headers.location) return location.href
  return {
    kind: 'refused',
    problem: 'bad-location',
    text: 'Cổng trả về địa chỉ tải lên không hợp lệ.',
    mayHaveArrived: false,
  }
}

async function readOffset(deps: WireDeps, call: ChannelCall, path: string): Promise<number | 'no-upload' | Outcome> {
  const reply = await exchange(deps, call, {
    step: 'probe',
    method: 'HEAD',
    path,
    headers: tus,
    timeoutMs: deps.timeouts.ask,
    expected: [404],
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.status === 404 || reply.status === 410) return 'no-upload'
  return reply.decision === 'done' ? offsetOf(reply) : outcomeOfReply(reply, 'probe')
}

/** Sends part after part from `offset`; null at the end of the file. */
async function sendFrom(
  deps: WireDeps,
  call: ChannelCall,
  source: MediaSource,
  from: { location: string; offset: number; partBytes: number; stillWanted(): Promise<boolean> },
): Promise<Outcome | 'resend' | null> {
  let { offset } = from
  while (offset < source.size) {
    const size = Math.min(from.partBytes, source.size - offset)
    const reply = await exchange(deps, call, {
      step: 'media',
      method: 'PATCH',
      path: from.location,
      headers: {
        ...tus,
        'content-type': 'application/offset+octet-stream',
        'content-length': String(size),
        'upload-offset': String(offset),
      },
      body: await source.open({ start: offset, end: offset + size - 1 }),
      requestHash: source.sha256,
      timeoutMs: mediaTimeout(deps, size),
    })
    if (reply.kind === 'no-reply') return reply.outcome
    if (reply.decision === 'resend-once') return 'resend'
    if (reply.decision !== 'done') return outcomeOfReply(reply, 'media')
    const next = offsetOf(reply)
    if (typeof next !== 'number') return next
    offset = next
    if (offset < source.size && !(await from.stillWanted())) return { kind: 'superseded' }
  }
  return null
}

function offsetOf(reply: Reply): number | Outcome {
  const header = reply.headers['upload-offset'] ?? ''
  return /^\d{1,15}$/.test(header) ? Number(header) : later('bad-offset', 'Cổng không trả về Upload-Offset.')
}

/** An upload that is gone with a file that is not there: begin anew, at the next attempt. */
function asLost(probed: Outcome | 'absent' | null): Outcome | null {
  return probed === 'absent' ? later('upload-lost', 'Cổng đã bỏ phần tải lên dở dang.') : probed
}

function later(problem: string, text: string): Outcome {
  return { kind: 'retry', problem, text, notBefore: null, mayHaveArrived: false, fault: false }
}
