import { z } from 'zod'
import { isoDate, isoDateTime, uuid } from './values.ts'

/** A text of a file: the value, the tag it stands in (`XMP-dc:Title`), and the character set where nothing declared it. */
const said = z.object({
  value: z.string(),
  from: z.string(),
  guessed: z.enum(['utf-8', 'windows-1258']).nullable(),
})

/**
 * What an asset's file says of itself, beside what people said: proposals, never more. For who may edit; the point on the map is
 * shown to nobody else.
 */
export const embeddedAnswer = z.object({
  texts: z.object({
    title: said.optional(),
    description: said.optional(),
    altText: said.optional(),
    creator: said.optional(),
    credit: said.optional(),
    notice: said.optional(),
    holder: said.optional(),
    usageTerms: said.optional(),
    rights: said.optional(),
  }),
  /** The hub's own statement of the licence whose address stands there, or null. */
  statement: z.string().nullable(),
  /** Codes of topics that keywords name, and the keywords that name none. */
  topics: z.array(z.string()),
  tags: z.array(z.string()),
  /** Codes of places, and all names as they stand in the file. */
  places: z.array(z.string()),
  placeNames: z.array(z.string()),
  /** `zoneAssumed`: the file says no zone, Asia/Ho_Chi_Minh is assumed. */
  taken: z
    .object({
      date: isoDate,
      at: isoDateTime.nullable(),
      zone: z.string().nullable(),
      zoneAssumed: z.boolean(),
      from: z.string(),
    })
    .nullable(),
  gps: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  machineMade: z.boolean(),
  /** The item of this hub that the file says it is, where the reader may see it. */
  item: z.object({ id: uuid, title: z.string() }).nullable(),
})
export type Embedded = z.infer<typeof embeddedAnswer>
