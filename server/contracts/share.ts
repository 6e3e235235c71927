import { z } from 'zod'
import { assetKinds, isoDate, isoDateTime, line, uuid } from './values.ts'

/** For how many days a link may hold at most. */
export const shareDays = 90

export const newShare = z.strictObject({
  /** Whom it is for: seen by those who manage the board, never on the page. */
  label: line(200).default(''),
  expiresInDays: z.int().min(1).max(shareDays),
  password: z.string().min(8).max(200).optional(),
  watermark: z.boolean().default(true),
  /** May the files be taken; never together with a watermark. */
  downloads: z.boolean().default(false),
})
export type NewShare = z.infer<typeof newShare>

export const share = z.object({
  id: uuid,
  label: z.string(),
  state: z.enum(['open', 'expired', 'revoked']),
  password: z.boolean(),
  watermark: z.boolean(),
  downloads: z.boolean(),
  madeBy: z.string(),
  createdAt: isoDateTime,
  expiresAt: isoDateTime,
  /** How often it was opened, and when last. */
  opened: z.int(),
  lastAt: isoDateTime.nullable(),
})
export type Share = z.infer<typeof share>
export const shareList = z.object({ shares: z.array(share) })
/** The address is said this once; only a hash of its token is kept. */
export const newShareAnswer = z.object({ share, url: z.string() })

export const shareVisits = z.object({
  visits: z.array(
    z.object({
      act: z.enum(['open', 'refused', 'download']),
      /** The address without its end: 203.0.113.0/24. */
      network: z.string(),
      day: isoDate,
      times: z.int(),
      lastAt: isoDateTime,
    }),
  ),
})

export const shareEntry = z.strictObject({ password: z.string().min(1).max(200) })

/** An item as a stranger sees it. */
export const sharedItem = z.object({
  id: uuid,
  kind: z.enum(assetKinds),
  title: z.string(),
  description: z.string(),
  date: isoDate,
  creator: z.string(),
  /** From whom it is relayed; null for the unit's own. */
  relay: z.string().nullable(),
  credit: z.string(),
  altText: z.string(),
  note: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationMs: z.int().nullable(),
  thumbhash: z.string().nullable(),
  /** Addresses under the link; null where there is nothing to show, or not yet (`making`). */
  picture: z.string().nullable(),
  video: z.string().nullable(),
  file: z.object({ url: z.string(), size: z.int() }).nullable(),
  making: z.boolean(),
})
export type SharedItem = z.infer<typeof sharedItem>
export const sharedBoard = z.object({
  hub: z.string(),
  name: z.string(),
  note: z.string(),
  unit: z.string().nullable(),
  expiresAt: isoDateTime,
  watermark: z.boolean(),
  /** Where all files come as one ZIP; null where they may not be taken. */
  zip: z.string().nullable(),
  items: z.array(sharedItem),
})
export type SharedBoard = z.infer<typeof sharedBoard>
