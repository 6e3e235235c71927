import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { Exchange } from './channel.ts'
import { redactHeaders, redactText } from './redact.ts'

/** Of a request or an answer at most as many characters are kept. */
const kept = 65_536

/**
 * Writes down one exchange of a delivery's run `number`, in a transaction of its own: it happened, whatever comes after. Secrets are
 * blacked out here, so that no table ever holds them.
 */
export async function recordAttempt(db: Db, deliveryId: string, number: number, exchange: Exchange): Promise<void> {
  const { requestHeaders, requestBody, responseHeaders, ...rest } = exchange
  const text = (value: string | null | undefined) =>
    value === null || value === undefined ? null : redactText(value.slice(0, kept).replaceAll('\0', '\ufffd'))
  await db.deliveryAttempt.create({
    data: {
      ...rest,
      id: newId(),
      deliveryId,
      number,
      target: redactText(exchange.target),
      response: text(exchange.response),
      requestBody: text(requestBody),
      ...(requestHeaders ? { requestHeaders: redactHeaders(requestHeaders) } : {}),
      ...(responseHeaders ? { responseHeaders: redactHeaders(responseHeaders) } : {}),
    },
  })
}
