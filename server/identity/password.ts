import { hash, verify } from '@node-rs/argon2'

// OWASP Password Storage: argon2id, 19 MiB, 2 passes, 1 lane. `algorithm: 2` is Algorithm.Argon2id (a const enum, not importable here).
const settings = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** PHC string of argon2id (RFC 9106). The password is normalised to NFC, so that two keyboards give one hash. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), settings)
}

/** Whether the password fits the PHC string. */
export function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  return verify(given.hash, given.password.normalize('NFC'))
}
