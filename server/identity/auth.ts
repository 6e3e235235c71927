import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { type OpenIdDeps, openIdPlugin } from './open-id-provider.ts'
import { hashPassword, verifyPassword } from './password.ts'

/** The header by which the hub tells better-auth the peer's address; whatever a client sends under this name is overwritten. */
export const peerHeader = 'x-hub-peer'

export type AuthSettings = {
  db: Db
  secret: string
  publicUrl: string
  trustedOrigins: readonly string[]
  openId: OpenIdDeps | null
}

/** better-auth, behind this one file: sessions in our tables, argon2id, a second factor, no self-registration. */
export function createAuth({ db, secret, publicUrl, trustedOrigins, openId }: AuthSettings) {
  return betterAuth({
    secret,
    baseURL: publicUrl,
    basePath: '/api/auth',
    trustedOrigins: [...trustedOrigins],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: prismaAdapter(db, { provider: 'postgresql' }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      // Ours counts characters after NFC (password-rules.ts); better-auth's counts UTF-16 units, of which one has up to four.
      maxPasswordLength: 1024,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { modelName: 'person' },
    session: { modelName: 'session', fields: { userId: 'personId' }, expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600 },
    account: { modelName: 'account', fields: { userId: 'personId' } },
    verification: { modelName: 'verification' },
    databaseHooks: { session: { create: { before: session => refuseSuspended(db, session.userId) } } },
    plugins: [
      ...(openId ? [openIdPlugin(openId)] : []),
      twoFactor({
        issuer: new URL(publicUrl).host,
        schema: { twoFactor: { modelName: 'twoFactor', fields: { userId: 'personId' } } },
      }),
    ],
    // auth-routes.ts counts tries itself, by account and by address, in Postgres.
    rateLimit: { enabled: false },
    advanced: {
      ...cookies(publicUrl.startsWith('https:')),
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [peerHeader] },
    },
  })
}

/** Behind TLS `__Host-` (RFC 6265bis §4.1.3.2): no Domain, Path=/, so that no sibling host can plant a session. */
function cookies(secure: boolean) {
  // better-auth would prefix `__Secure-` by itself; with its switch off the name is ours alone.
  if (!secure) return { cookiePrefix: 'hub', useSecureCookies: false }
  return { cookiePrefix: '__Host-hub', useSecureCookies: false, defaultCookieAttributes: { secure: true, path: '/' } }
}

/** No session begins for a suspended person, whichever way they came in; the answer is that of a wrong password. */
async function refuseSuspended(db: Db, personId: string): Promise<void> {
  const person = await db.person.findUnique({ where: { id: personId }, select: { suspendedAt: true } })
  if (!person || person.suspendedAt) throw new APIError('UNAUTHORIZED')
}

export type Auth = ReturnType<typeof createAuth>
