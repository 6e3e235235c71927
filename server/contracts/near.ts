import { z } from 'zod'
import { assetKinds, isoDate, uuid } from './values.ts'

/** An asset whose picture is nearly the same: resized, saved again, lightly cropped. `distance`: of 64 bits, 0 for the same bytes. */
export const nearPicture = z.object({
  id: uuid,
  title: z.string(),
  kind: z.enum(assetKinds),
  date: isoDate,
  unit: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  distance: z.int(),
  thumbUrl: z.string().nullable(),
  /** Whether the caller may give it another file. */
  mayReplace: z.boolean(),
})
export type NearPicture = z.infer<typeof nearPicture>
export const nearList = z.object({ near: z.array(nearPicture) })

/** `from`: the item whose file becomes the next version, and which then goes to the trash. */
export const adoption = z.strictObject({ from: uuid })
