import { z } from 'zod'
import { isoDateTime, line, uuid } from './values.ts'

/** What a group is about; it orders the glossary for people and changes no search. */
export const synonymTopics = [
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
] as const
export type SynonymTopic = (typeof synonymTopics)[number]

/** Phrases that mean one thing to whoever searches: each finds the others, marks and case aside. */
export const synonymDraft = z.strictObject({
  topic: z.enum(synonymTopics),
  phrases: z
    .array(line(120).pipe(z.string().min(2)))
    .min(2)
    .max(12),
})
export type SynonymDraft = z.infer<typeof synonymDraft>

export const synonymGroup = z.object({
  id: uuid,
  topic: z.enum(synonymTopics),
  phrases: z.array(z.string()),
  /** It came with the hub; a release adds groups and leaves those that people changed as they are. */
  shipped: z.boolean(),
  updatedAt: isoDateTime,
})
export type SynonymGroup = z.infer<typeof synonymGroup>
export const synonymAnswer = z.object({ group: synonymGroup })
export const synonymList = z.object({ groups: z.array(synonymGroup) })
/** `q`: groups with a phrase that holds it, marks and case aside. */
export const synonymQuery = z.strictObject({
  q: z.string().max(120).optional(),
  topic: z.enum(synonymTopics).optional(),
})

/**
 * A change that is only tried: `id` alone takes that group out, `id` with `phrases` changes it, `phrases` alone adds one. `queries` are
 * asked before and after it; without any, those that the phrases themselves are.
 */
export const synonymTrial = z
  .strictObject({
    id: uuid.optional(),
    phrases: synonymDraft.shape.phrases.optional(),
    queries: z
      .array(line(200).pipe(z.string().min(1)))
      .max(20)
      .optional(),
  })
  .refine(trial => trial.id !== undefined || trial.phrases !== undefined, { message: 'nothing-changes' })
export type SynonymTrial = z.infer<typeof synonymTrial>

const found = z.object({
  total: z.int(),
  exact: z.boolean(),
  first: z.array(z.object({ id: uuid, title: z.string() })),
})
/** What would change for whoever tries it; only the first five hits of each are told. */
export const synonymPreview = z.object({
  queries: z.array(z.object({ q: z.string(), before: found, after: found, changes: z.boolean() })),
})
export type SynonymPreview = z.infer<typeof synonymPreview>
