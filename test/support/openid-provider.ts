import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
// @ts-expect-error the package brings no types
import Provider from 'oidc-provider'

export type OpenIdAccount = { email?: string; email_verified?: boolean; name?: string }
/** A certified OpenID provider (npm oidc-provider) on loopback, whose login form takes any password. */
export type OpenIdProvider = {
  issuer: string
  /** By subject; a test changes it as it likes. */
  accounts: Map<string, OpenIdAccount>
  stop(): Promise<void>
}
type Made = { callback(): RequestListener }

/** The variables of a hub that trusts the provider on this port; none of its endpoints is asked before somebody signs in. */
export function openIdEnv(port: number, clientSecret: string): Record<string, string> {
  const issuer = `http://127.0.0.1:${port}`
  return {
    HUB_OIDC_ISSUER: issuer,
    HUB_OIDC_AUTHORIZATION_URL: `${issuer}/auth`,
    HUB_OIDC_TOKEN_URL: `${issuer}/token`,
    HUB_OIDC_JWKS_URL: `${issuer}/jwks`,
    HUB_OIDC_USERINFO_URL: `${issuer}/me`,
    HUB_OIDC_CLIENT_ID: 'hub',
    HUB_OIDC_CLIENT_SECRET: clientSecret,
    HUB_OIDC_NAME: 'Tài khoản công vụ',
    HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*',
  }
}

/** Starts it for one client: code flow, PKCE required, client_secret_basic. */
export async function startOpenIdProvider(port: number, hubUrl: string, secret: string): Promise<OpenIdProvider> {
  const accounts = new Map<string, OpenIdAccount>()
  const issuer = `http://127.0.0.1:${port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new (Provider as new (issuer: string, settings: object) => Made)(issuer, {
    clients: [
      {
        client_id: 'hub',
        client_secret: secret,
        redirect_uris: [`${hubUrl}/api/auth/callback/sso`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: [randomUUID()] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }] },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...accounts.get(sub) }),
    }),
  })
  const server = createServer(provider.callback())
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    issuer,
    accounts,
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
