import type { Delivery } from '#contracts/delivery'
import type { vi } from './words.ts'

type Attempt = Delivery['tries'][number]
export type AttemptKey = keyof typeof vi.attempt
/** One attempt for a person: which sentence, its figures, and whether it went well. */
export type AttemptLine = {
  key: AttemptKey
  values: { status: number; seconds: number }
  tone: 'ok' | 'error' | 'warning' | 'neutral'
}

export function attemptLine(attempt: Attempt): AttemptLine {
  const values = { status: attempt.status ?? 0, seconds: Math.max(1, Math.round(attempt.ms / 1000)) }
  if (attempt.outcome === 'ok')
    return {
      key: `ok_${attempt.step}`,
      values,
      tone: attempt.step === 'item' || attempt.step === 'withdrawal' ? 'ok' : 'neutral',
    }
  if (attempt.outcome === 'paused') return { key: 'locked', values, tone: 'error' }
  return { key: troubleKey(attempt), values, tone: attempt.outcome === 'dead' ? 'error' : 'warning' }
}

function troubleKey({ status, outcome, step, problemType }: Attempt): AttemptKey {
  if (problemType?.endsWith('digest-mismatch')) return 'digest'
  if (status === null) return outcome === 'ask' ? 'lostUnsure' : 'lost'
  if (step === 'ask' && status === 404) return 'askedAbsent'
  if (status === 413) return 'tooLarge'
  if (status === 415) return 'badType'
  if (status === 410) return 'gone'
  if (status === 424) return 'mediaMissing'
  if (status === 429) return 'crowded'
  if (status === 409 || status === 412) return 'conflict'
  if (outcome === 'dead') return 'refused'
  return status >= 500 ? 'down' : 'unexpected'
}
