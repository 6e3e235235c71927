import { z } from 'zod'
import { isoDateTime, uuid } from './values.ts'

/** `receiving`: bytes come in. `ingesting`: whole, a job makes the asset. `done`: there is an asset, or the ZIP is being unpacked. `refused`: nothing was kept. */
export const uploadStates = ['receiving', 'ingesting', 'done', 'refused'] as const

/** A resumable upload as its own person sees it. */
export const upload = z.object({
  id: uuid,
  fileName: z.string(),
  /** Bytes in all, and how many of them stand on the hub's disk. */
  size: z.int(),
  received: z.int(),
  state: z.enum(uploadStates),
  /**
   * Why it was refused: a key of the problem registry and, where there is one, a sentence. `asset` of a `duplicate`: what shows these
   * bytes already, as long as the person may read it.
   */
  problem: z
    .object({
      key: z.string(),
      detail: z.string().nullable(),
      asset: z.object({ id: uuid, title: z.string() }).optional(),
    })
    .nullable(),
  assetId: uuid.nullable(),
  /** A ZIP that the hub unpacks; `zipId`, once it is whole and proved: what becomes of its files is asked for by that. */
  unpack: z.boolean(),
  zipId: uuid.nullable(),
  createdAt: isoDateTime,
  expiresAt: isoDateTime,
  /** The tus address, a path: HEAD says where to go on, PATCH goes on, DELETE gives up. */
  url: z.string(),
})
export const uploadAnswer = z.object({ upload })
export const uploadList = z.object({ uploads: z.array(upload) })
export type Upload = z.infer<typeof upload>
