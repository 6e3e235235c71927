import { parseItem } from 'structured-headers'
import type { Envelope } from './item-store.ts'
import { Problem } from './problem.ts'

export type Withdrawal = {
  version: number
  kind: string
  reason: string
  public: string
  mediaToo: boolean
  at: string
}
export const contract = 'hub-exchange/1.0'
const reasons = ['rights', 'error', 'personal-data', 'legal', 'expired', 'superseded']

/** The body of PUT /items/{id}. The portal would check `item` against the ninjs 3.1 schema here as well. Throws 422. */
export function checkEnvelope(id: string, body: unknown): Envelope {
  const envelope = body as Partial<Envelope> | null
  const wrong =
    envelope?.contract !== contract
      ? `contract must be ${contract}`
      : !['publish', 'update', 'correct'].includes(String(envelope.op))
        ? 'op must be publish, update or correct'
        : envelope.item?.uri !== `urn:uuid:${id}`
          ? 'item.uri must be urn:uuid: and the id of the address'
          : !/^[1-9]\d{0,8}$/.test(String(envelope.item.version)) || typeof envelope.item.version !== 'string'
            ? 'item.version must be a whole number, as a string'
            : !Array.isArray(envelope.media) || !envelope.media.every(isMedia)
              ? 'media must be a list of files'
              : typeof envelope.source?.name !== 'string'
                ? 'source.name is missing'
                : null
  if (wrong) throw new Problem(422, 'invalid-envelope', wrong)
  return envelope as Envelope
}

function isMedia(media: Partial<Envelope['media'][number]> | null): boolean {
  return (
    /^[0-9a-f]{64}$/.test(String(media?.sha256)) &&
    typeof media?.contentType === 'string' &&
    typeof media.required === 'boolean'
  )
}

/** The body of POST /items/{id}/withdrawal. Throws 422. */
export function checkWithdrawal(body: unknown): Withdrawal {
  const withdrawal = body as (Partial<Withdrawal> & { contract?: string }) | null
  const good =
    withdrawal?.contract === contract &&
    Number.isInteger(withdrawal.version) &&
    ['takedown', 'kill'].includes(String(withdrawal.kind)) &&
    reasons.includes(String(withdrawal.reason))
  if (!good) throw new Problem(422, 'invalid-withdrawal', 'contract, version, kind and reason are needed')
  return {
    public: '',
    mediaToo: true,
    at: new Date().toISOString(),
    ...(withdrawal as Partial<Withdrawal>),
  } as Withdrawal
}

/** The Idempotency-Key (a structured string): the contract says what it must be. Throws 400. */
export function idempotencyKey(headers: Record<string, string | undefined>, expected: string): string {
  try {
    if (parseItem(headers['idempotency-key'] ?? '')[0] === expected) return expected
  } catch {
    // Not a structured string: as wrong as another key.
  }
  throw new Problem(400, 'idempotency-key', `Idempotency-Key must be "${expected}"`)
}
