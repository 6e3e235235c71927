import { Readable } from 'node:stream'
import type { Capabilities, Channel, ChannelCall, Outcome, Push, Withdrawal } from './channel.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { newReceiptBytes } from './hand-receipt.ts'
import type { Reply } from './reply.ts'
import { sha256Of } from './sign-request.ts'
import { assetsOf, superdeskSettings } from './superdesk-form.ts'
import { guidOf, readSuperdeskItem, superdeskCancellation, superdeskDocument } from './superdesk-item.ts'
import { placeMedia, postMedia } from './superdesk-media.ts'
import { askSuperdesk, isAccepted, notSuperdesk } from './superdesk-request.ts'
import type { WireDeps } from './wire-deps.ts'

const mediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'video/mp4', 'audio/mpeg', 'application/pdf']

/**
 * The wire of Superdesk's HTTP push (Newsroom, Web Publisher, Superdesk's content API). Such a receiver cannot be asked what it holds;
 * a repeated POST replaces the item of the same name by itself, which is what makes a retry harmless.
 */
export function superdeskNinjs(deps: WireDeps): Channel {
  return {
    capabilities: call => capabilities(deps, call),
    publish: (push, call) => publish(deps, push, call),
    withdraw: (withdrawal, call) => withdraw(deps, withdrawal, call),
    async status() {
      const text = 'Nơi nhận kiểu Superdesk không cho hỏi lại nội dung đã nhận.'
      return { kind: 'retry', problem: 'cannot-ask', text, notBefore: null, mayHaveArrived: true, fault: false }
    },
  }
}

/** One white pixel, what a person's test of the channel sends as a file: only a POST shows that the key is right. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTW8tQAAAABJRU5ErkJggg==',
  'base64',
)

async function capabilities(deps: WireDeps, call: ChannelCall): Promise<Capabilities | Outcome> {
  if (call.fresh) {
    const file = {
      ...{ sha256: sha256Of(pixel), size: pixel.length, contentType: 'image/png' },
      open: async () => Readable.from([pixel]),
    }
    const failed = await postMedia(deps, call, file, 'hub-connection-test')
    if (failed) return failed
  }
  const maxMediaBytes = superdeskSettings.parse(call.channel.settings).maxMediaMegabytes * 1024 * 1024
  return { maxItemBytes: 4 * 1024 * 1024, maxMediaBytes, partBytes: maxMediaBytes, mediaTypes }
}

/** The files, then the item that names them. */
async function publish(deps: WireDeps, push: Push, call: ChannelCall): Promise<Outcome> {
  const item = readSuperdeskItem(push.body)
  const files = await placeMedia(deps, call, push, item)
  if ('kind' in files) return push.mayBeThere ? stillDoubtful(files) : files
  if (!(await push.beforeSending())) return { kind: 'superseded' }
  const { ninjs } = superdeskSettings.parse(call.channel.settings)
  const body = superdeskDocument(item, ninjs, files, assetsOf(call.channel))
  const reply = await post(deps, call, 'item', { key: push.key, body })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'item')
  if (!isAccepted(reply)) return notSuperdesk
  return said(deps, call, reply, { itemId: push.itemId, version: push.version, digest: push.digest, body })
}

/** A file that did not get through says nothing of what an earlier attempt left there. */
function stillDoubtful(outcome: Outcome): Outcome {
  return 'mayHaveArrived' in outcome ? { ...outcome, mayHaveArrived: true } : outcome
}

async function withdraw(
  deps: WireDeps,
  { itemId, key, body: frozen }: Withdrawal,
  call: ChannelCall,
): Promise<Outcome> {
  const { ninjs } = superdeskSettings.parse(call.channel.settings)
  const body = superdeskCancellation(frozen, itemId, ninjs)
  const reply = await post(deps, call, 'withdrawal', { key, body })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'withdrawal')
  if (!isAccepted(reply)) return notSuperdesk
  const { version } = JSON.parse(frozen.toString('utf8')) as { version: number }
  return said(deps, call, reply, { itemId, version, digest: sha256Of(frozen), body, withdrawn: true })
}

function post(
  deps: WireDeps,
  call: ChannelCall,
  step: 'item' | 'withdrawal',
  { key, body }: { key: string; body: Buffer },
) {
  return askSuperdesk(deps, call, {
    ...{ step, method: 'POST', path: '', body, timeoutMs: deps.timeouts.item },
    headers: { 'content-type': 'application/json' },
    requestHash: sha256Of(body),
    idempotencyKey: key,
  })
}

type Said = { itemId: string; version: number; digest: string; body: Buffer; withdrawn?: true }

/**
 * The receipt: the receiver answers `{}`, so the bytes are the hub's own statement of what was sent and what was answered to it. It is
 * published where the channel says where to look; else the hub knows that it was received, and claims no more.
 */
function said(deps: WireDeps, call: ChannelCall, reply: Reply, { itemId, body, withdrawn, ...rest }: Said): Outcome {
  const { page } = superdeskSettings.parse(call.channel.settings)
  const publicUrl = page && !withdrawn ? page.replaceAll('{id}', encodeURIComponent(guidOf(itemId))) : null
  const state = withdrawn ? 'withdrawn' : page ? 'published' : 'received'
  const more = { sent: sha256Of(body), status: String(reply.status), answer: reply.body.toString('utf8') }
  const made = newReceiptBytes({ itemId, ...rest, state, publicUrl, at: deps.clock.now(), more })
  return { ...made, received: { ...made.received, headers: reply.headers } }
}
