import { z } from 'zod'
import { isoDate, line, text, uuid } from './values.ts'

/** A named effort that nominations belong to, such as the publicity for a festival or a summit. Days are Vietnam's, both included. */
export const campaign = z.object({
  id: uuid,
  name: z.string(),
  note: z.string(),
  startsOn: isoDate.nullable(),
  endsOn: isoDate.nullable(),
  /** Closed: stays on what it was given to, and is given to nothing new. */
  closed: z.boolean(),
  /** Nominations of it that wait for a decision. */
  open: z.int(),
})
export type Campaign = z.infer<typeof campaign>
export const campaignRef = z.object({ id: uuid, name: z.string() })
const name = line(200).pipe(z.string().min(1))
export const newCampaign = z.strictObject({
  name,
  note: text(2000).default(''),
  startsOn: isoDate.nullable().default(null),
  endsOn: isoDate.nullable().default(null),
})
export const campaignEdit = z.strictObject({
  name: name.optional(),
  note: text(2000).optional(),
  startsOn: isoDate.nullable().optional(),
  endsOn: isoDate.nullable().optional(),
  closed: z.boolean().optional(),
})
export const campaignAnswer = z.object({ campaign })
export const campaignList = z.object({ campaigns: z.array(campaign) })
