import { z } from 'zod'
import { decide } from './answer.ts'
import type { ChannelCall, Outcome } from './channel.ts'
import { exchange, type Manners, type NoReply, type Sending } from './exchange.ts'
import type { Reply } from './reply.ts'
import { superdeskSignature } from './superdesk-signature.ts'
import type { WireDeps } from './wire-deps.ts'

/** One request to a Superdesk-style receiver. What is posted is signed: `signature` for a body that is streamed, else it is made here. */
export function askSuperdesk(
  deps: WireDeps,
  call: ChannelCall,
  { signature, ...sending }: Omit<Sending, 'manners'> & { signature?: string },
): Promise<Reply | NoReply> {
  return exchange(deps, call, { ...sending, manners: mannersOf(call, signature) })
}

function mannersOf({ channel }: ChannelCall, signature: string | undefined): Manners {
  return {
    readProblem,
    // A receiver that was not given a key answers all; one that was, 403 to a wrong signature: the channel pauses.
    decide: status => decide(status, null),
    authorize: ({ body }) => {
      const signed = signature ?? (body && superdeskSignature(channel.credentials.key ?? '', body))
      const headers: Record<string, string> = signed ? { 'x-superdesk-signature': signed } : {}
      return headers
    },
    maxAnswerBytes: 1024 * 1024,
  }
}

/** Eve's errors (`_error`), Flask's (`error`, `message`) and Symfony's (`message`). */
const errorBody = z.object({
  _error: z.object({ message: z.string().max(2000) }).optional(),
  message: z.string().max(2000).optional(),
  error: z.string().max(2000).optional(),
})

function readProblem(body: Buffer): { detail?: string } {
  try {
    const read = errorBody.safeParse(JSON.parse(body.toString('utf8'))).data
    const detail = read?._error?.message ?? read?.message ?? read?.error
    return detail ? { detail } : {}
  } catch {
    // A page of the web server's: the status says enough.
    return {}
  }
}

/** Did a Superdesk-style receiver say yes? Its answers are JSON, mostly `{}`; a page of something else answers 200 too. */
export function isAccepted({ body }: Reply): boolean {
  if (body.length === 0) return true
  try {
    return typeof JSON.parse(body.toString('utf8')) === 'object'
  } catch {
    return false
  }
}

/** An answer of 200 that is not what such a receiver says. */
export const notSuperdesk = {
  kind: 'refused',
  problem: 'not-superdesk',
  text: 'Địa chỉ này không trả lời như một nơi nhận tin kiểu Superdesk.',
  mayHaveArrived: true,
} as const satisfies Outcome
