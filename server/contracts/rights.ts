import { z } from 'zod'
import { type PurposeRefusal, refusalSentences } from './rights-purpose.ts'
import { reusePurposes, rightsMedia, rightsTerritories } from './rights-values.ts'
import { isoDate, isoDateTime, line, text } from './values.ts'

const each = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .array(z.enum(values))
    .max(values.length)
    .transform(list => [...new Set(list)])

/** The consent of people shown: where it is kept (a file's number or address), how far it goes, and when it was taken back. */
const consent = z.strictObject({
  note: text(1000).optional(),
  file: line(500).optional(),
  scope: text(500).optional(),
  withdrawnAt: isoDateTime.optional(),
})

/**
 * Who holds the rights and what may be done: `statement` is a URI of rightsstatements.org or Creative Commons. A plain string is
 * read as the statement. `grant` names the paper that allows publication of a work in copyright. An empty `purposes` or `media` is
 * no limit. `validUntil` is the last day, inclusive, in Vietnam.
 */
const rights = z
  .strictObject({
    statement: z.url().max(200),
    holder: line(200).optional(),
    grant: line(500).optional(),
    usageTerms: text(1000).optional(),
    territory: z.enum(rightsTerritories).optional(),
    media: each(rightsMedia).optional(),
    purposes: each(reusePurposes).optional(),
    validFrom: isoDate.optional(),
    validUntil: isoDate.optional(),
    consent: consent.optional(),
    personalData: z.boolean().optional(),
    machineMade: z.boolean().optional(),
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom <= validUntil, {
    path: ['validUntil'],
    message: 'ends-before-it-begins',
  })
export const rightsInput = z.union([
  z
    .url()
    .max(200)
    .transform(statement => ({ statement })),
  rights,
])
export type RightsInput = z.infer<typeof rights>

/** Rights as an asset's answer says them; `rights-values.ts` has the same as a type without zod. */
export const rightsAnswer = z.object({
  statement: z.string(),
  holder: z.string().nullable(),
  grant: z.string().nullable(),
  usageTerms: z.string().nullable(),
  territory: z.enum(rightsTerritories).nullable(),
  media: z.array(z.enum(rightsMedia)),
  purposes: z.array(z.enum(reusePurposes)),
  validFrom: isoDate.nullable(),
  validUntil: isoDate.nullable(),
  consent: z
    .object({
      note: z.string().nullable(),
      file: z.string().nullable(),
      scope: z.string().nullable(),
      withdrawnAt: isoDateTime.nullable(),
    })
    .nullable(),
  personalData: z.boolean(),
  machineMade: z.boolean(),
})

/** The rights in one plain sentence in each language, derived by the database's time. */
export const rightsSentenceAnswer = z.object({
  vi: z.string(),
  en: z.string(),
  tone: z.enum(['ok', 'warning', 'error']),
})

const refusals = Object.keys(refusalSentences) as [PurposeRefusal, ...PurposeRefusal[]]
export const purposeAnswers = z.array(
  z.object({ purpose: z.enum(reusePurposes), refusal: z.enum(refusals).nullable() }),
)
