import { z } from 'zod'

/** One OpenID provider by its explicit endpoints: nothing is discovered, so nothing is fetched at start. */
export type OpenIdConfig = {
  issuer: string
  authorizationUrl: string
  tokenUrl: string
  jwksUrl: string
  /** Asked for the e-mail where the provider does not put it into the ID token. */
  userInfoUrl: string | null
  clientId: string
  clientSecret: string
  /** What the button says: the name that people know the provider by. */
  name: string
}

// Codes and secrets travel to these: in the clear on this machine only.
const endpoint = z
  .url({ protocol: /^https?$/ })
  .refine(url => /^(https:|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(`${url}/`), 'must be https')
  .optional()
const words = z.string().min(1).max(200).optional()

/** The variables, for the schema of the whole environment. */
export const openIdVariables = {
  HUB_OIDC_ISSUER: endpoint,
  HUB_OIDC_AUTHORIZATION_URL: endpoint,
  HUB_OIDC_TOKEN_URL: endpoint,
  HUB_OIDC_JWKS_URL: endpoint,
  HUB_OIDC_USERINFO_URL: endpoint,
  HUB_OIDC_CLIENT_ID: words,
  HUB_OIDC_CLIENT_SECRET: z.string().min(16).max(1000).optional(),
  HUB_OIDC_NAME: words,
}
type Values = { [Name in keyof typeof openIdVariables]?: string | undefined }

/** The provider; null where no variable is set; the names of those that are missing where only some are. USERINFO_URL may be missing. */
export function readOpenId(values: Values): OpenIdConfig | null | { missing: string[] } {
  const names = Object.keys(openIdVariables) as (keyof Values)[]
  if (names.every(name => !values[name])) return null
  const missing = names.filter(name => name !== 'HUB_OIDC_USERINFO_URL' && !values[name])
  if (missing.length > 0) return { missing }
  return {
    issuer: values.HUB_OIDC_ISSUER!,
    authorizationUrl: values.HUB_OIDC_AUTHORIZATION_URL!,
    tokenUrl: values.HUB_OIDC_TOKEN_URL!,
    jwksUrl: values.HUB_OIDC_JWKS_URL!,
    userInfoUrl: values.HUB_OIDC_USERINFO_URL ?? null,
    clientId: values.HUB_OIDC_CLIENT_ID!,
    clientSecret: values.HUB_OIDC_CLIENT_SECRET!,
    name: values.HUB_OIDC_NAME!,
  }
}
