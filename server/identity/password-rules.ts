import { readFileSync } from 'node:fs'
import { ProblemError } from '#server/platform/problem-error'
import { type BreachedPasswords, openBreachedPasswords } from './breached-passwords.ts'

export type PasswordRules = {
  /** Throws `password-refused` where a new password is too short, too long, or known from breaches. `pointer` names its member. */
  check(password: string, pointer: string): Promise<void>
  close(): Promise<void>
}

/**
 * The rules of NIST SP 800-63B §3.1.1.2: 12 to 256 characters (code points after NFC), none that is known from breaches, and nothing about
 * which characters. `file` names a larger list beside the bundled one.
 */
export async function openPasswordRules(file: string | null): Promise<PasswordRules> {
  const common = new Set(readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8').split('\n'))
  const breached: BreachedPasswords | null = file ? await openBreachedPasswords(file) : null
  return {
    async check(password, pointer) {
      const normal = password.normalize('NFC')
      const length = [...normal].length
      if (length < 12) refuse(pointer, 'too-short')
      if (length > 256) refuse(pointer, 'too-long')
      if (common.has(normal.toLowerCase()) || (await breached?.has(normal))) refuse(pointer, 'breached')
    },
    close: async () => breached?.close(),
  }
}

function refuse(pointer: string, code: 'too-short' | 'too-long' | 'breached'): never {
  throw new ProblemError('password-refused', { errors: [{ pointer, code, detail: code }] })
}
