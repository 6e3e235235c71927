import type { Db, Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { Exchange } from './channel.ts'
import { redactHeaders, redactKnown, redactText } from './redact.ts'

/** Of a request or an answer at most as many characters are kept. */
const kept = 65_536
const atMost = 20
const oldestMs = 1_000

/**
 * Writes down the exchanges of a delivery's run `number`. They wait for the transaction that ends the run (`take`), so that five short
 * requests are not five commits, but no longer than a second: then they are written in one of their own, as they happened whatever comes
 * after. Secrets are blacked out here, so that no table ever holds them.
 */
export function attemptBook(
  db: Db,
  { id: deliveryId, attempts: number }: { id: string; attempts: number },
  { secrets, failed }: { secrets(): readonly string[]; failed(error: unknown): void },
) {
  let waiting: AttemptRow[] = []
  let last = 0
  let timer: NodeJS.Timeout | null = null
  /** What waits to be written, which is the caller's to write from now on. */
  const take = (): readonly AttemptRow[] => {
    if (timer) clearTimeout(timer)
    timer = null
    const rows = waiting
    waiting = []
    return rows
  }
  const write = () => insertAttempts(db, take())
  return {
    take,
    write,
    async observe(exchange: Exchange): Promise<void> {
      // Each a moment after the one before, however fast they were: they are read in this order.
      last = Math.max(Date.now(), last + 1)
      waiting.push({ ...rowOf(exchange, secrets()), id: newId(), deliveryId, number, at: new Date(last) })
      if (waiting.length >= atMost || exchange.ms > oldestMs) await write()
      else timer ??= setTimeout(() => void write().catch(failed), oldestMs)
    },
  }
}

/** Writes one exchange down at once. `secrets`: values that must not be seen in it. */
export async function recordAttempt(
  db: Db,
  { id: deliveryId, attempts: number }: { id: string; attempts: number },
  exchange: Exchange,
  secrets: readonly string[],
): Promise<void> {
  await insertAttempts(db, [{ ...rowOf(exchange, secrets), id: newId(), deliveryId, number, at: new Date() }])
}

type Headers = Record<string, string> | null
/** An exchange as it is kept. */
export type AttemptRow = Omit<Exchange, 'requestHeaders' | 'requestBody' | 'responseHeaders'> & {
  id: string
  deliveryId: string
  number: number
  at: Date
  requestBody: string | null
  requestHeaders: Headers
  responseHeaders: Headers
}

/** However many, in one statement of the same text: the database plans it once. What stands there already is left. */
export async function insertAttempts(tx: Db | Tx, rows: readonly AttemptRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    insert into delivery_attempt (id, delivery_id, number, at, step, method, target, idempotency_key, status, outcome, problem_type,
      request_hash, response, request_headers, request_body, response_headers, ms)
    select id, "deliveryId", number, at, step, method, target, "idempotencyKey", status, outcome, "problemType", "requestHash", response,
      "requestHeaders", "requestBody", "responseHeaders", ms
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "deliveryId" uuid, number int, at timestamptz, step text,
      method text, target text, "idempotencyKey" text, status int, outcome text, "problemType" text, "requestHash" text, response text,
      "requestHeaders" jsonb, "requestBody" text, "responseHeaders" jsonb, ms int)
    on conflict (id) do nothing`
}

function rowOf(
  { requestHeaders, requestBody, responseHeaders, ...exchange }: Exchange,
  secrets: readonly string[],
): Omit<AttemptRow, 'id' | 'deliveryId' | 'number' | 'at'> {
  // Before the text is cut: half of a secret would not be known for one.
  const clean = (value: string) => redactText(redactKnown(value, secrets))
  const text = (value: string | null | undefined) =>
    value === null || value === undefined ? null : clean(value).slice(0, kept).replaceAll('\0', '\ufffd')
  const headers = (given: Readonly<Record<string, string>> | undefined) =>
    given ? Object.fromEntries(Object.entries(redactHeaders(given)).map(([name, value]) => [name, clean(value)])) : null
  return {
    ...exchange,
    target: clean(exchange.target),
    response: text(exchange.response),
    requestBody: text(requestBody),
    requestHeaders: headers(requestHeaders),
    responseHeaders: headers(responseHeaders),
  }
}
