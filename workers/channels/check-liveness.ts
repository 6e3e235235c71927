import type { JobPayload } from '#contracts/job'
import { held } from '#server/channels/delivery-state'
import { judgePage, readPage } from '#server/channels/judge-page'
import { recordLiveness, type Sighting } from '#server/channels/record-liveness'
import type { Db } from '#server/platform/db'
import { type Outbound, type OutboundAnswer, OutboundError } from '#server/platform/outbound-fetch'

const maxHops = 3
type Context = { db: Db; outbound: Outbound; signal: AbortSignal; config: { publicUrl: string } }

/** Fetches the public page of a delivery and writes down what it shows. A page that cannot be reached is no proof of anything. */
export async function checkLiveness({ deliveryId }: JobPayload<'liveness.check'>, context: Context): Promise<void> {
  const { db } = context
  const row = await db.delivery.findUnique({
    where: { id: deliveryId },
    include: { asset: { select: { title: true, credit: true } } },
  })
  if (!row?.publicUrl || !(held as readonly string[]).includes(row.state)) return
  const sent = { title: row.sentTitle ?? row.asset.title, credit: row.sentCredit ?? row.asset.credit }
  await recordLiveness(db, deliveryId, await look(row.publicUrl, sent, context))
}

async function look(url: string, sent: { title: string; credit: string }, context: Context): Promise<Sighting> {
  const nothing = { url, foundTitle: null, creditFound: null }
  try {
    const answer = await follow(url, context)
    const { status } = answer
    if (status === 404 || status === 410) return { ...nothing, status, state: 'lost', problem: null }
    if (status !== 200) return { ...nothing, status, state: 'unreachable', problem: `HTTP ${status}` }
    const verdict = judgePage(readPage(answer.body.toString('utf8')), sent)
    return { url, status, ...verdict, problem: null }
  } catch (error) {
    if (!(error instanceof OutboundError) || error.kind === 'aborted') throw error
    return { ...nothing, status: null, state: 'unreachable', problem: error.kind }
  }
}

/** Each hop is an address of its own to outbound-fetch: a redirect into the intranet is refused as a direct address would be. */
async function follow(url: string, { outbound, signal, config }: Context): Promise<OutboundAnswer> {
  let at = new URL(url)
  for (let hop = 0; ; hop += 1) {
    const answer = await outbound.fetch(at.href, {
      method: 'GET',
      headers: {
        accept: 'text/html,application/xhtml+xml',
        'user-agent': `MediaHub-Liveness/1.0 (+${config.publicUrl})`,
      },
      timeoutMs: 20_000,
      maxBytes: 3_145_728,
      signal,
    })
    const { location } = answer.headers
    if (answer.status < 301 || answer.status > 308 || !location || hop >= maxHops) return answer
    const next = URL.canParse(location, at) ? new URL(location, at) : null
    if (!next || !/^https?:$/.test(next.protocol)) return answer
    at = next
  }
}
