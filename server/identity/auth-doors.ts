import { z } from 'zod'
import type { ProblemKey } from '#contracts/problem'

const password = z.string().min(1).max(1024)

/**
 * What of better-auth stands open, with the only members that each takes: nothing that would let people register, rename or link
 * accounts by themselves, no callback address, no device that is trusted without its second factor.
 */
export const doors: ReadonlyMap<string, { method: 'POST'; body: z.ZodType }> = new Map([
  [
    '/sign-in/email',
    {
      method: 'POST',
      // Lower case as it is looked up: the same account is one account for the count of tries, too.
      body: z.strictObject({
        email: z
          .string()
          .max(254)
          .transform(value => value.normalize('NFC').toLowerCase()),
        password,
        rememberMe: z.boolean().optional(),
      }),
    },
  ],
  ['/sign-out', { method: 'POST', body: z.unknown() }],
  ['/change-password', { method: 'POST', body: z.strictObject({ currentPassword: password, newPassword: password }) }],
  ['/two-factor/enable', { method: 'POST', body: z.strictObject({ password }) }],
  ['/two-factor/disable', { method: 'POST', body: z.strictObject({ password }) }],
  ['/two-factor/generate-backup-codes', { method: 'POST', body: z.strictObject({ password }) }],
  ['/two-factor/verify-totp', { method: 'POST', body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }) }],
  ['/two-factor/verify-backup-code', { method: 'POST', body: z.strictObject({ code: z.string().min(1).max(32) }) }],
])

const byStatus: Record<number, ProblemKey> = {
  400: 'invalid-request',
  401: 'wrong-credentials',
  403: 'origin-refused',
  429: 'too-many-requests',
}
const byCode: Record<string, ProblemKey> = {
  INVALID_PASSWORD: 'wrong-password',
  INVALID_CODE: 'wrong-code',
  INVALID_BACKUP_CODE: 'wrong-code',
  INVALID_TWO_FACTOR_COOKIE: 'sign-in-required',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'too-many-requests',
  UNAUTHORIZED: 'sign-in-required',
  SESSION_EXPIRED: 'sign-in-required',
  TOTP_ALREADY_ENABLED: 'conflict',
}

/** better-auth's refusal as a problem: by its code where we know it, else by its status. */
export function problemOfRefusal(path: string, status: number, code: unknown): ProblemKey {
  const known = typeof code === 'string' && path !== '/sign-in/email' ? byCode[code] : undefined
  return known ?? byStatus[status] ?? 'internal'
}
