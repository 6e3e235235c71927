import type { SynonymTopic } from '#contracts/synonym'

/** The contract's, in its order: zod stays out of the bundle. */
export const topics = [
  'administration',
  'press',
  'place',
  'economy',
  'asean',
  'tourism',
  'culture',
  'product',
  'nature',
  'society',
] as const satisfies readonly SynonymTopic[]
