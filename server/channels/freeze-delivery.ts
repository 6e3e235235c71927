import type { Db } from '#server/platform/db'
import type { DeliveryRow } from './begin-attempt.ts'
import type { Capabilities, Outcome } from './channel.ts'
import type { DeliveryFacts } from './delivery-facts.ts'
import { dialectOf } from './dialect.ts'
import { fitItem } from './fit-media.ts'
import { loadFacts } from './load-facts.ts'
import { MissingRendition } from './media-to-send.ts'
import { changedSql } from './members.ts'
import { sentTexts } from './sent-texts.ts'
import { sha256Of } from './sign-request.ts'

export type Frozen = { body: Buffer; digest: string }

/**
 * Composes the item and keeps its bytes before anything is sent, so that every retry sends the same ones under the same key, whatever
 * is edited meanwhile. `written` puts the words into the files. Answers what was frozen, or why it cannot be sent at all.
 */
export async function freezeDelivery(
  db: Db,
  row: DeliveryRow,
  takes: Capabilities,
  hub: string,
  written: (facts: DeliveryFacts) => Promise<DeliveryFacts> = facts => Promise.resolve(facts),
): Promise<Frozen | Outcome> {
  const facts = await loadFacts(db, row, hub).catch((error: unknown) => {
    if (error instanceof MissingRendition) return error
    throw error
  })
  if (facts instanceof MissingRendition) return dead('rendition-missing', `Thiếu bản “${facts.message}” của tệp.`)
  // What the receiver would not take is not written into either.
  const taken = fitItem(facts, takes)
  const fitting = 'problem' in taken ? taken : fitItem(await written(taken), takes)
  if ('problem' in fitting) return dead(fitting.problem, fitting.text)
  const { body } = dialectOf(row.channel.kind).compose(fitting)
  if (body.length > takes.maxItemBytes)
    return dead('too-large', `Nội dung lớn hơn mức cổng nhận (${takes.maxItemBytes} byte).`)
  const digest = sha256Of(body)
  // In one statement with the comparison: an edit between approval and now is seen here, one after it is not in these bytes.
  const kept = await db.$executeRaw`
    update delivery set body = ${body.toString('utf8')}, digest = ${digest}, sent_title = ${facts.asset.title},
      sent_credit = ${facts.asset.credit}, sent = ${JSON.stringify(sentTexts(facts))}::jsonb, updated_at = now()
    where id = ${row.id}::uuid and not ${changedSql('delivery')}`
  return kept > 0 ? { body, digest } : dead('changed-since-approval', changedSinceApproval)
}

/** What a curator reads where an edit came between the approval and the sending. */
export const changedSinceApproval = 'Tư liệu đã được sửa sau khi duyệt. Hãy đề cử và duyệt lại.'

const dead = (problem: string, text: string): Outcome => ({ kind: 'dead', problem, text, mayHaveArrived: false })
