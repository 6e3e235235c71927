import type { BetterAuthPlugin } from '@better-auth/core'
import { createAuthorizationURL, type OAuthProvider } from '@better-auth/core/oauth2'
import type { Log } from '#server/platform/log'
import type { OpenIdConfig } from '#server/platform/open-id-config'
import type { Outbound } from '#server/platform/outbound-fetch'
import { exchangeCode, type OpenIdClaims, readClaims } from './open-id-tokens.ts'

/** The provider's name in addresses and in `account.provider_id`. */
export const openIdProviderId = 'sso'
export type OpenIdDeps = { config: OpenIdConfig; outbound: Outbound; log: Log }

/**
 * Single sign-on in better-auth's own flow: it keeps state, PKCE verifier and nonce and makes the session; what is said to and read
 * from the provider is ours (docs/decisions/0021-single-sign-on.md). Nobody registers by it.
 */
export function openIdPlugin(deps: OpenIdDeps): BetterAuthPlugin {
  return {
    id: 'hub-open-id',
    init: context => ({ context: { socialProviders: [openIdProvider(deps), ...context.socialProviders] } }),
  }
}

function openIdProvider({ config, outbound, log }: OpenIdDeps): OAuthProvider<OpenIdClaims> {
  const options = { clientId: config.clientId, clientSecret: config.clientSecret }
  return {
    id: openIdProviderId,
    name: config.name,
    issuer: config.issuer,
    requiresIdTokenNonce: true,
    disableSignUp: true,
    disableImplicitSignUp: true,
    options: { disableSignUp: true, disableIdTokenSignIn: true },
    // A subject means something only with its issuer: another provider configured later must not inherit people.
    accountSubject: ({ profile }) => `${config.issuer} ${profile.sub}`,
    createAuthorizationURL: ({ state, codeVerifier, redirectURI, idTokenNonce }) =>
      createAuthorizationURL({
        id: openIdProviderId,
        options,
        authorizationEndpoint: config.authorizationUrl,
        scopes: ['openid', 'email', 'profile'],
        state,
        codeVerifier,
        redirectURI,
        ...(idTokenNonce ? { nonce: idTokenNonce } : {}),
      }),
    // The tokens are handed on in `raw`, which better-auth does not store: the hub never needs them again.
    async validateAuthorizationCode(exchange) {
      try {
        return { raw: await exchangeCode(outbound, config, exchange) }
      } catch (error) {
        log.warn({ event: 'sso.code-refused', error })
        throw error
      }
    },
    async getUserInfo({ raw, expectedIdTokenNonce }) {
      try {
        const { idToken, accessToken } = raw as { idToken: string; accessToken: string }
        const claims = await readClaims(outbound, config, { idToken, accessToken, nonce: expectedIdTokenNonce })
        const { name, email, emailVerified } = claims
        return { user: { name, email, emailVerified }, data: claims }
      } catch (error) {
        log.warn({ event: 'sso.token-refused', error })
        return null
      }
    },
  }
}
