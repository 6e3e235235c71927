import { z } from 'zod'
import { isoDateTime, line, uuid } from './values.ts'

/**
 * What a key may be allowed, all of it within what its owner may do at that moment. `read`: see, search and download. `upload`: send
 * files and articles. `edit`: change, trash and restore. `nominate`: nominate for a channel. `curate`: decide, recall, channels.
 * Nothing here reaches people, keys, sessions or the administration: no key does.
 */
export const keyScopes = ['read', 'upload', 'edit', 'nominate', 'curate'] as const
export type KeyScope = (typeof keyScopes)[number]
export const keyStates = ['active', 'expired', 'revoked'] as const

export const apiKey = z.object({
  id: uuid,
  name: z.string(),
  /** The secret's first characters, by which its owner knows it again. */
  prefix: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  state: z.enum(keyStates),
  createdAt: isoDateTime,
  expiresAt: isoDateTime,
  lastUsedAt: isoDateTime.nullable(),
  lastUsedFrom: z.string().nullable(),
  revokedAt: isoDateTime.nullable(),
})
export type ApiKey = z.infer<typeof apiKey>
export const apiKeyList = z.object({ keys: z.array(apiKey) })

export const newApiKey = z.strictObject({
  name: line(80).pipe(z.string().min(1)),
  scopes: z
    .array(z.enum(keyScopes))
    .min(1)
    .max(keyScopes.length)
    .transform(scopes => keyScopes.filter(scope => scopes.includes(scope))),
  /** Days from now; a year at most. */
  expiresInDays: z.int().min(1).max(365),
})
export type NewApiKey = z.output<typeof newApiKey>
/** The only answer that ever holds the secret. */
export const newApiKeyAnswer = z.object({ key: apiKey, secret: z.string() })
export type NewApiKeyAnswer = z.infer<typeof newApiKeyAnswer>
