import { z } from 'zod'
import { assetKinds, isoDateTime, uuid } from './values.ts'

export const trashQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})

export const trashedAsset = z.object({
  id: uuid,
  kind: z.enum(assetKinds),
  title: z.string(),
  unit: z.string(),
  thumbUrl: z.string().nullable(),
  /** Of all its versions. */
  size: z.int(),
  trashedAt: isoDateTime,
  /** Not before this instant is it gone for good. */
  purgeAt: isoDateTime,
})
export type TrashedAsset = z.infer<typeof trashedAsset>
export const trashList = z.object({ assets: z.array(trashedAsset), next: z.string().nullable() })

/** What holds on to an asset, as far as the caller may see it; `path` is its page in the web. Member `uses` of the problem `in-use`. */
export const holder = z.object({ kind: z.string(), title: z.string(), path: z.string().nullable() })
export type Holder = z.infer<typeof holder>
