import type { ChannelCall, MediaSource, Outcome } from './channel.ts'
import { exchange } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import type { WireDeps } from './wire-deps.ts'

/** Null where the receiver has exactly these bytes, `absent` where they must be sent. */
export async function probeMedia(
  deps: WireDeps,
  call: ChannelCall,
  source: MediaSource,
): Promise<Outcome | 'absent' | null> {
  const reply = await exchange(deps, call, {
    step: 'probe',
    method: 'HEAD',
    path: `/media/${source.sha256}`,
    timeoutMs: deps.timeouts.ask,
    expected: [404],
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.status === 404) return 'absent'
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'probe')
  return Number(reply.headers['content-length']) === source.size ? null : 'absent'
}

/** How slow a line may be before a file counts as stuck. */
const bytesAMs = 64

/** What time a request with so many bytes gets, in milliseconds. */
export function mediaTimeout(deps: WireDeps, bytes: number): number {
  return deps.timeouts.media + Math.ceil(bytes / bytesAMs)
}

/** Hurt twice is no accident: the bytes in the store are not what the hub believes. */
export function asDead(outcome: Outcome | 'resend' | null): Outcome | null {
  if (outcome !== 'resend') return outcome
  return {
    kind: 'dead',
    problem: 'digest-mismatch',
    text: 'Tệp đến nơi không khớp mã băm, kể cả khi đọc lại từ kho.',
    mayHaveArrived: false,
  }
}
