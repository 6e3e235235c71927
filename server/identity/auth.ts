import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
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

/** better-auth, behind this one file: sessions in our tables, argon2id, no self-registration. */
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
      maxPasswordLength: 256,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { modelName: 'person' },
    session: { modelName: 'session', fields: { userId: 'personId' }, expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600 },
    account: { modelName: 'account', fields: { userId: 'personId' } },
    verification: { modelName: 'verification' },
    plugins: [...(openId ? [openIdPlugin(openId)] : [])],
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 60,
      max: 600,
      customRules: { '/sign-in/email': { window: 60, max: 120 }, '/sign-in/social': { window: 60, max: 120 } },
    },
    advanced: {
      cookiePrefix: 'hub',
      useSecureCookies: publicUrl.startsWith('https:'),
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [peerHeader] },
    },
  })
}

export type Auth = ReturnType<typeof createAuth>
