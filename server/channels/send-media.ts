import type { ChannelCall, MediaSource, Outcome } from './channel.ts'
import { exchange } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { asDead, mediaTimeout, probeMedia } from './probe-media.ts'
import { sendInParts } from './send-in-parts.ts'
import { digestHeader } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'

type Options = { partBytes: number; force?: readonly string[]; stillWanted(): Promise<boolean> }

/** A small picture does not wait until a large one has travelled; a package of fifty does not open fifty lines. */
const filesAtOnce = 2

/**
 * Brings the files to the receiver; those that it has already are not sent. Null when all that is required is there. A file that is not
 * required and not wanted there is left out. Nothing is under way any more when it answers. `force` names files that the receiver says it
 * misses, whatever a probe says.
 */
export async function sendMedia(
  deps: WireDeps,
  call: ChannelCall,
  media: readonly MediaSource[],
  options: Options,
): Promise<Outcome | null> {
  const failed: { outcome: Outcome | null } = { outcome: null }
  let next = 0
  const line = async () => {
    for (let source = media[next++]; source && !failed.outcome; source = media[next++]) {
      const outcome = await sendOne(deps, call, source, options)
      if (outcome && (source.required || outcome.kind !== 'dead')) failed.outcome ??= outcome
    }
  }
  const lines = await Promise.allSettled(Array.from({ length: Math.min(filesAtOnce, media.length) }, line))
  for (const end of lines) if (end.status === 'rejected') throw end.reason
  return failed.outcome
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
