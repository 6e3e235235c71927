import { z } from 'zod'

/** The search engine beside Postgres: where it is, a key that may make keys or may do what the hub does, and what its indexes begin with. */
export type EngineConfig = { url: string; key: string | null; prefix: string }

/** The variables, for the schema of the whole environment. */
export const searchVariables = {
  MEILI_URL: z.url({ protocol: /^https?$/ }).optional(),
  MEILI_KEY: z.string().min(1).optional(),
  MEILI_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be letters, digits, - and _')
    .default('hub_'),
}

type Values = { MEILI_URL?: string | undefined; MEILI_KEY?: string | undefined; MEILI_PREFIX: string }

/** The engine that is named; null where none is, and Postgres alone answers. */
export function readEngine({ MEILI_URL: url, MEILI_KEY: key, MEILI_PREFIX: prefix }: Values): EngineConfig | null {
  return url ? { url, key: key ?? null, prefix } : null
}
