import type { Db } from '#server/platform/db'
import { OutboundError } from '#server/platform/outbound-fetch'
import { ProblemError } from '#server/platform/problem-error'
import type { Sealer } from '#server/platform/sealer'
import type { ChannelDeps } from './channel.ts'
import type { ChannelKind } from './dialect.ts'
import { openChannel } from './open-channel.ts'

export type ChannelTest = { ok: boolean; problem: string | null; text: string; ms: number }

/** Asks the receiver now what it takes, with the channel's credentials, and says in words what is wrong. Sends no item. */
export async function testChannel(
  { db, sealer, channels }: { db: Db; sealer: Sealer; channels: ChannelDeps },
  id: string,
  signal: AbortSignal,
): Promise<ChannelTest> {
  const row = await db.channel.findUnique({ where: { id } })
  if (!row) throw new ProblemError('not-found')
  const began = performance.now()
  const call = { channel: openChannel(row, sealer), signal, fresh: true, observe: async () => {} }
  const answer = await channels
    .of(row.kind as ChannelKind)
    .capabilities(call)
    .catch((error: unknown) => {
      // Who asked went away; nobody reads the answer.
      if (!(error instanceof OutboundError)) throw error
      return { kind: 'dead', problem: error.kind, text: error.message } as const
    })
  const ms = Math.round(performance.now() - began)
  if (!('kind' in answer)) return { ok: true, problem: null, text: '', ms }
  const { problem, text } = 'problem' in answer ? answer : { problem: answer.kind, text: '' }
  return { ok: false, problem, text, ms }
}
