import { z } from 'zod'
import { isoDateTime, sha256, uuid } from './values.ts'

/** `waiting`: a job will unpack it. `unpacking`: file by file. `done`: every file is settled. `refused`: nothing of it was taken. */
export const zipStates = ['waiting', 'unpacking', 'done', 'refused'] as const
/** `waiting`: not looked at yet. `done`: there is an asset. `refused`: nothing of it was kept. */
export const zipEntryStates = ['waiting', 'done', 'refused'] as const

const refusal = z.object({ key: z.string(), detail: z.string().nullable() }).nullable()

/** One file of a ZIP; `name` is its path inside, NFC. */
export const zipEntry = z.object({
  number: z.int(),
  name: z.string(),
  size: z.int(),
  state: z.enum(zipEntryStates),
  problem: refusal,
  /** What it became, or of a `duplicate` what shows these bytes already, as long as the person may read that; with its title. */
  assetId: uuid.nullable(),
  title: z.string().nullable(),
})
export type ZipEntry = z.infer<typeof zipEntry>

/** A ZIP that is unpacked at the hub, as its own person sees it. */
export const zipUpload = z.object({
  id: uuid,
  fileName: z.string(),
  size: z.int(),
  sha256,
  state: z.enum(zipStates),
  problem: refusal,
  /** `duplicates` are some of the refused. */
  counts: z.object({ waiting: z.int(), done: z.int(), refused: z.int(), duplicates: z.int() }),
  createdAt: isoDateTime,
})
export type ZipUpload = z.infer<typeof zipUpload>

export const zipUploadAnswer = z.object({ zip: zipUpload })
export const zipUploadList = z.object({ zips: z.array(zipUpload) })
/** `after` is the number of the last entry of the page before. */
export const zipUploadQuery = z.strictObject({
  after: z.coerce.number().int().min(-1).default(-1),
  limit: z.coerce.number().int().min(1).max(500).default(200),
  state: z.enum(zipEntryStates).optional(),
})
export const zipUploadEntries = z.object({ zip: zipUpload, entries: z.array(zipEntry), next: z.int().nullable() })
export type ZipUploadEntries = z.infer<typeof zipUploadEntries>
