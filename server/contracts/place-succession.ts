import { z } from 'zod'
import { successionKinds } from './unit-history.ts'
import { code, isoDate, text, uuid } from './values.ts'

/** From `date` on `to` stands in the stead of `from`; both are codes of the scheme `place`. */
export const placeSuccession = z.object({
  id: uuid,
  from: z.string(),
  to: z.string(),
  kind: z.enum(successionKinds),
  date: isoDate,
  basis: z.string(),
})
export type PlaceSuccession = z.infer<typeof placeSuccession>
export const placeSuccessionList = z.object({ successions: z.array(placeSuccession) })
export const newPlaceSuccession = z.strictObject({
  kind: z.enum(successionKinds),
  from: z.array(code).min(1).max(100),
  to: z.array(code).min(1).max(100),
  date: isoDate,
  basis: text(500).pipe(z.string().min(1)),
})
export type NewPlaceSuccession = z.infer<typeof newPlaceSuccession>
