/** How long after each failed try the next one comes, in seconds: the schedule that Standard Webhooks recommends, three days in all. */
const pauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

export type WebhookOutcome = { kind: 'delivered' } | { kind: 'again'; inMs: number } | { kind: 'dead' }

/**
 * What comes after try number `attempt` (from 1) with this HTTP status, null where no answer came. 2xx is an answer that it arrived,
 * 410 that nobody wants it any more; a redirect is not followed and counts as a failure. `random` in [0, 1) spreads tries by a tenth.
 */
export function webhookOutcome(attempt: number, status: number | null, random: number): WebhookOutcome {
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' }
  const pause = pauses[attempt - 1]
  if (status === 410 || pause === undefined) return { kind: 'dead' }
  return { kind: 'again', inMs: Math.round(pause * 1_000 * (1 + random / 10)) }
}
