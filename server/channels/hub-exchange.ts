import { askItem, badReceipt, readReceipt } from './ask-item.ts'
import type { Capabilities, Channel, ChannelCall, Outcome, Push, Withdrawal } from './channel.ts'
import { exchange } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { listHeld } from './list-held.ts'
import { preconditionFor, putItem } from './put-item.ts'
import { capabilitiesBody } from './receipt-body.ts'
import { sendMedia } from './send-media.ts'
import { digestHeader, sha256Of } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'

const capabilitiesLiveMs = 3_600_000

/** The wire of hub-exchange/1.0 (scripts/portal-receiver/README.md): the hub's own contract with a portal. */
export function hubExchange(deps: WireDeps): Channel {
  const known = new Map<string, { at: number; capabilities: Capabilities }>()
  const capabilities = async (call: ChannelCall): Promise<Capabilities | Outcome> => {
    const cached = known.get(call.channel.address)
    const now = deps.clock.now().getTime()
    if (cached && !call.fresh && now - cached.at < capabilitiesLiveMs) return cached.capabilities
    const read = await readCapabilities(deps, call)
    if (!('kind' in read)) known.set(call.channel.address, { at: now, capabilities: read })
    return read
  }
  return {
    capabilities,
    publish: (push, call) => publish(deps, push, call, capabilities),
    withdraw: (withdrawal, call) => withdraw(deps, withdrawal, call),
    async status(itemId, call) {
      const asked = await askItem(deps, call, itemId)
      if (asked.kind === 'here') return { kind: 'delivered', received: asked.received }
      return asked.kind === 'unknown' ? asked.outcome : { kind: 'gone' }
    },
    list: (cursor, call) => listHeld(deps, cursor, call),
  }
}

async function readCapabilities(deps: WireDeps, call: ChannelCall): Promise<Capabilities | Outcome> {
  const reply = await exchange(deps, call, {
    step: 'capabilities',
    method: 'GET',
    path: '/capabilities',
    timeoutMs: deps.timeouts.ask,
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'capabilities')
  try {
    return capabilitiesBody.parse(JSON.parse(reply.body.toString('utf8')))
  } catch {
    // It answers, but not as this contract says: that concerns every item.
    return {
      kind: 'refused',
      problem: 'bad-capabilities',
      text: 'Cổng không trả lời đúng hub-exchange/1.0 với ninjs 3.1.',
      mayHaveArrived: false,
    }
  }
}

type ReadCapabilities = (call: ChannelCall) => Promise<Capabilities | Outcome>

/** Ask where in doubt, then the media, then the item. */
async function publish(
  deps: WireDeps,
  push: Push,
  call: ChannelCall,
  capabilities: ReadCapabilities,
): Promise<Outcome> {
  const precondition = push.mayBeThere
    ? preconditionFor(await askItem(deps, call, push.itemId), push)
    : ({ 'if-none-match': '*' } as const)
  if ('outcome' in precondition) return precondition.outcome
  const limits = await capabilities(call)
  if ('kind' in limits) return limits
  const options = { partBytes: limits.partBytes, stillWanted: push.stillWanted }
  const failed = await sendMedia(deps, call, push.media, options)
  if (failed) return failed
  return putItem(deps, call, push, precondition, missing => {
    const media = missing.length > 0 ? push.media.filter(source => missing.includes(source.sha256)) : push.media
    return sendMedia(deps, call, media, { ...options, force: media.map(source => source.sha256) })
  })
}

/** POST /items/{id}/withdrawal. What is not there counts as withdrawn; a 202 is asked about the next time. */
async function withdraw(deps: WireDeps, withdrawal: Withdrawal, call: ChannelCall): Promise<Outcome> {
  if (withdrawal.mayBeThere) {
    const asked = await askItem(deps, call, withdrawal.itemId)
    if (asked.kind === 'withdrawn') return { kind: 'gone' }
  }
  const digest = sha256Of(withdrawal.body)
  const reply = await exchange(deps, call, {
    step: 'withdrawal',
    method: 'POST',
    path: `/items/${withdrawal.itemId}/withdrawal`,
    headers: {
      'content-type': 'application/json',
      'content-digest': digestHeader(digest),
      'idempotency-key': `"${withdrawal.key}"`,
    },
    body: withdrawal.body,
    requestHash: digest,
    idempotencyKey: withdrawal.key,
    timeoutMs: deps.timeouts.item,
    expected: [404, 410],
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.status === 404 || reply.status === 410) return { kind: 'gone' }
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'withdrawal')
  const received = readReceipt(reply)
  return received && received.receipt.id === withdrawal.itemId ? { kind: 'delivered', received } : badReceipt
}
