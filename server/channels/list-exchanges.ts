import type { ExchangeView } from '#contracts/ledger'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { redactHeaders, redactText } from './redact.ts'

type Headers = Record<string, string> | null

/** What went over the wire for a delivery, newest first, at most 200 exchanges. Blacked out once more: older rows were kept as they came. */
export async function listExchanges(db: Db, deliveryId: string): Promise<ExchangeView[]> {
  const known = await db.delivery.count({ where: { id: deliveryId } })
  if (known === 0) throw new ProblemError('not-found')
  const rows = await db.deliveryAttempt.findMany({ where: { deliveryId }, orderBy: { id: 'desc' }, take: 200 })
  return rows.map(({ at, requestHeaders, responseHeaders, response, target, ...row }) => ({
    ...row,
    at: at.toISOString(),
    target: redactText(target),
    response: response === null ? null : redactText(response),
    requestHeaders: requestHeaders ? redactHeaders(requestHeaders as NonNullable<Headers>) : null,
    responseHeaders: responseHeaders ? redactHeaders(responseHeaders as NonNullable<Headers>) : null,
  }))
}
