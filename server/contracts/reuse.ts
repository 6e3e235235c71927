import { z } from 'zod'
import { reusePurposes } from './rights-values.ts'
import { isoDate, isoDateTime, line, text, uuid } from './values.ts'

const where = {
  /** Where it appeared. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .optional(),
  event: line(300).optional(),
  printRun: z.int().min(1).max(100_000_000).optional(),
  note: text(1000).optional(),
}
/** Takes an asset for a purpose. `file`: `original` or a rendition's name; left out, the one that fits the purpose. */
export const newUse = z.strictObject({
  purpose: z.enum(reusePurposes),
  ...where,
  file: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
})
export type NewUse = z.infer<typeof newUse>
/** What became of it, said later. */
export const useEdit = z.strictObject(where)
export type UseEdit = z.infer<typeof useEdit>

export const use = z.object({
  id: uuid,
  purpose: z.enum(reusePurposes),
  at: isoDateTime,
  /** Without an id where the person was erased: then the name is a pseudonym. */
  person: z.object({ id: uuid.nullable(), name: z.string() }),
  unit: z.object({ id: uuid, name: z.string(), shortName: z.string() }).nullable(),
  version: z.int(),
  file: z.string(),
  note: z.string(),
  url: z.string().nullable(),
  event: z.string().nullable(),
  printRun: z.int().nullable(),
  /** Whether the person who asks may add to it. */
  mayEdit: z.boolean(),
})
export type Use = z.infer<typeof use>
export const useList = z.object({ uses: z.array(use) })
/** The file to fetch; null for an article, which has none. `credited`: the credit is written inside. */
export const useAnswer = z.object({
  use,
  download: z.object({ url: z.string(), name: z.string(), credited: z.boolean() }).nullable(),
})
export type UseAnswer = z.infer<typeof useAnswer>

/** A right that ends within 30 days, for those who may prolong it. */
export const rightsWarning = z.object({
  asset: z.object({ id: uuid, title: z.string(), kind: z.string(), thumbUrl: z.string().nullable() }),
  /** The unit that owns it. */
  unitId: uuid,
  endsOn: isoDate,
  daysLeft: z.int(),
  warnedAt: isoDateTime,
})
export type RightsWarning = z.infer<typeof rightsWarning>
export const warningList = z.object({ warnings: z.array(rightsWarning) })
