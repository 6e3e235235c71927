import type { ChannelCall, MediaSource, Outcome } from './channel.ts'
import { exchange } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { asDead, mediaTimeout, probeMedia } from './probe-media.ts'
import { sendInParts } from './send-in-parts.ts'
import { digestHeader } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'

type Options = { partBytes: number; force?: readonly string[]; stillWanted(): Promise<boolean> }

/**
 * Brings the files to the receiver; those that it has already are not sent. Null when all that is required is there. A file that is
 * not required and not wanted there is left out. `force` names files that the receiver says it misses, whatever a probe says.
 */
export async function sendMedia(
  deps: WireDeps,
  call: ChannelCall,
  media: readonly MediaSource[],
  options: Options,
): Promise<Outcome | null> {
  for (const source of media) {
    const outcome = await sendOne(deps, call, source, options)
    if (outcome && (source.required || outcome.kind !== 'dead')) return outcome
  }
  return null
}

async function sendOne(
  deps: WireDeps,
  call: ChannelCall,
  source: MediaSource,
  options: Options,
): Promise<Outcome | null> {
  if (!options.force?.includes(source.sha256)) {
    const probed = await probeMedia(deps, call, source)
    if (probed !== 'absent') return probed
  }
  if (source.size > options.partBytes) return sendInParts(deps, call, source, options)
  const first = await putWhole(deps, call, source)
  // Hurt on the way or in memory: once more, read anew from the store.
  return first === 'resend' ? asDead(await putWhole(deps, call, source)) : first
}

async function putWhole(deps: WireDeps, call: ChannelCall, source: MediaSource): Promise<Outcome | 'resend' | null> {
  const reply = await exchange(deps, call, {
    step: 'media',
    method: 'PUT',
    path: `/media/${source.sha256}`,
    headers: {
      'content-type': source.contentType,
      'content-length': String(source.size),
      'repr-digest': digestHeader(source.sha256),
    },
    body: await source.open(),
    requestHash: source.sha256,
    timeoutMs: mediaTimeout(deps, source.size),
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision === 'done') return null
  return reply.decision === 'resend-once' ? 'resend' : outcomeOfReply(reply, 'media')
}
