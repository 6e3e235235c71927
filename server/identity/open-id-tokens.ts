import { authorizationCodeRequest, verifyJwsAccessToken } from '@better-auth/core/oauth2'
import { z } from 'zod'
import type { OpenIdConfig } from '#server/platform/open-id-config'
import type { Outbound, OutboundRequest } from '#server/platform/outbound-fetch'

/** What the hub wants to know of a person; `email` only as far as the provider says it. */
export type OpenIdClaims = { sub: string; email: string | null; emailVerified: boolean; name: string }
export type CodeExchange = { code: string; codeVerifier?: string | undefined; redirectURI: string }

const tokens = z.object({ id_token: z.string().max(32_768), access_token: z.string().max(32_768) })
const profile = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional(),
  email_verified: z.boolean().optional(),
  name: z.string().max(200).optional(),
})
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) })
// No `none`, and no HS*: the client secret is no signing key.
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** Changes a code for tokens (RFC 6749 §4.1.3 with PKCE, client_secret_basic). Throws where the provider refuses or does not answer. */
export async function exchangeCode(outbound: Outbound, config: OpenIdConfig, exchange: CodeExchange) {
  const { body, headers } = await authorizationCodeRequest({
    ...exchange,
    options: { clientId: config.clientId, clientSecret: config.clientSecret },
    tokenEndpoint: config.tokenUrl,
    authentication: 'basic',
  })
  const request = { method: 'POST' as const, headers: { ...headers }, body: Buffer.from(body.toString()) }
  const { id_token, access_token } = tokens.parse(await ask(outbound, config.tokenUrl, request))
  return { idToken: id_token, accessToken: access_token }
}

/**
 * The claims of an ID token whose signature, issuer, audience, times and nonce hold (OpenID Connect Core §3.1.3.7), completed from
 * the userinfo endpoint where one is configured. Throws with the reason where anything does not hold.
 */
export async function readClaims(
  outbound: Outbound,
  config: OpenIdConfig,
  given: { idToken: string; accessToken: string; nonce: string | undefined },
): Promise<OpenIdClaims> {
  const payload = await verifyJwsAccessToken(given.idToken, {
    jwksFetch: async () => keySet.parse(await ask(outbound, config.jwksUrl, { method: 'GET' })) as never,
    jwksCacheKey: config,
    verifyOptions: {
      issuer: config.issuer,
      audience: config.clientId,
      algorithms,
      requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
      clockTolerance: 30,
    },
  })
  if (!given.nonce || payload.nonce !== given.nonce) throw new Error('the nonce is not ours')
  if (Array.isArray(payload.aud) && payload.aud.length > 1 && payload.azp !== config.clientId)
    throw new Error('the token was made for another client')
  const claims = profile.parse(payload)
  const more = config.userInfoUrl ? await userInfo(outbound, config.userInfoUrl, given.accessToken, claims.sub) : {}
  const { email, email_verified, name } = { ...claims, ...more }
  return { sub: claims.sub, email: email ?? null, emailVerified: email_verified === true, name: name ?? '' }
}

async function userInfo(outbound: Outbound, url: string, accessToken: string, sub: string) {
  const answer = await ask(outbound, url, { method: 'GET', headers: { authorization: `Bearer ${accessToken}` } })
  const found = profile.parse(answer)
  // §5.3.2: the answer may be used only for the subject of the ID token.
  if (found.sub !== sub) throw new Error('userinfo is about somebody else')
  return found
}

async function ask(
  outbound: Outbound,
  url: string,
  request: Pick<OutboundRequest, 'method' | 'headers' | 'body'>,
): Promise<unknown> {
  const headers = { accept: 'application/json', ...request.headers }
  const answer = await outbound.fetch(url, { ...request, headers, timeoutMs: 10_000, maxBytes: 262_144 })
  if (answer.status !== 200) throw new Error(`${new URL(url).pathname} answered ${answer.status}`)
  return JSON.parse(answer.body.toString('utf8'))
}
