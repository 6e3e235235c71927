import type { Db } from '#server/platform/db'
import type { DeliveryRow } from './begin-attempt.ts'
import type { Capabilities, Outcome } from './channel.ts'
import type { DeliveryFacts } from './delivery-facts.ts'
import { dialectOf } from './dialect.ts'
import { fitItem } from './fit-media.ts'
import { factsOf, readFacts } from './load-facts.ts'
import { MissingRendition } from './media-to-send.ts'
import { changedSql } from './members.ts'
import { sentTexts } from './sent-texts.ts'
import { sha256Of } from './sign-request.ts'
import { unhurried } from './unhurried.ts'

export type Frozen = { body: Buffer; digest: string }
/** A delivery whose bytes are to be composed, and what its receiver takes. */
export type ToFreeze = { row: DeliveryRow; takes: Capabilities }

/** What a delivery says, all of it and as its receiver takes it. */
export type Fitted = { facts: DeliveryFacts; fitting: DeliveryFacts }
/** Composed bytes that are not kept yet. */
export type Composed = Frozen & { id: string; facts: DeliveryFacts }

/** Reads what is to be sent, in the words that were approved. Answers it, or why it cannot be sent at all, in the order asked. */
export async function fitDeliveries(db: Db, asked: readonly ToFreeze[], hub: string): Promise<(Fitted | Outcome)[]> {
  const rows = asked.map(({ row }) => row)
  const known = await readFacts(db, rows)
  return asked.map(({ row, takes }) => {
    try {
      const facts = factsOf(row, known, hub)
      const fitting = fitItem(facts, takes)
      return 'problem' in fitting ? dead(fitting.problem, fitting.text) : { facts, fitting }
    } catch (error) {
      if (error instanceof MissingRendition) return dead('rendition-missing', `Thiếu bản “${error.message}” của tệp.`)
      throw error
    }
  })
}

/** The bytes of what fits; `fitting` may name other files than were read (delivery-copies.ts), so it is measured once more. */
export function composeDelivery({ row, takes }: ToFreeze, { facts, fitting }: Fitted): Composed | Outcome {
  const still = fitItem(fitting, takes)
  if ('problem' in still) return dead(still.problem, still.text)
  const { body } = dialectOf(row.channel.kind).compose(still)
  if (body.length > takes.maxItemBytes)
    return dead('too-large', `Nội dung lớn hơn mức cổng nhận (${takes.maxItemBytes} byte).`)
  return { id: row.id, body, digest: sha256Of(body), facts }
}

/**
 * Keeps the bytes of deliveries before anything takes effect (on the disk with the mark: unhurried.ts), so that every retry sends the same
 * ones under the same key, whatever is edited meanwhile. Answers what was frozen, or why it cannot be sent at all, in their order.
 */
export async function keepDeliveries(db: Db, composed: readonly Composed[]): Promise<(Frozen | Outcome)[]> {
  const kept = await keepBytes(db, composed)
  return composed.map(({ id, body, digest }) =>
    kept.has(id) ? { body, digest } : dead('changed-since-approval', changedSinceApproval),
  )
}

/** In one statement with the comparison: an edit between approval and now is seen here, one after it is not in these bytes. */
async function keepBytes(db: Db, composed: readonly Composed[]): Promise<Set<string>> {
  if (composed.length === 0) return new Set()
  const bytes = composed.map(({ id, body, digest, facts }) => ({
    ...{ id, body: body.toString('utf8'), digest, title: facts.asset.title, credit: facts.asset.credit },
    sent: sentTexts(facts),
  }))
  const kept = await db.$queryRaw<{ id: string }[]>`
    with ${unhurried}
    update delivery set body = b.body, digest = b.digest, sent_title = b.title, sent_credit = b.credit, sent = b.sent, updated_at = now()
    from unhurried, jsonb_to_recordset(${JSON.stringify(bytes)}::jsonb) as b (id uuid, body text, digest text, title text, credit text, sent jsonb)
    where delivery.id = b.id and not ${changedSql('delivery')} returning delivery.id`
  return new Set(kept.map(row => row.id))
}

/** What a curator reads where an edit came between the approval and the sending. */
export const changedSinceApproval = 'Tư liệu đã được sửa sau khi duyệt. Hãy đề cử và duyệt lại.'

const dead = (problem: string, text: string): Outcome => ({ kind: 'dead', problem, text, mayHaveArrived: false })
