import { z } from 'zod'
import { isoDateTime, sha256, uuid } from '#contracts/values'

/** What a receiver says it has: the body of 200, 201, 202 and of GET /items/{id}. Other members are kept in the raw bytes only. */
export const receiptBody = z.object({
  receiptId: z.string().min(1).max(200),
  id: uuid,
  version: z.coerce.number().int(),
  digest: sha256,
  state: z.enum(['received', 'in_review', 'published', 'rejected', 'withdrawn']),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  receivedAt: isoDateTime,
})
export type ReceiptBody = z.infer<typeof receiptBody>

/** Body of GET /capabilities, as far as the hub reads it. */
export const capabilitiesBody = z.object({
  contract: z.literal('hub-exchange/1.0'),
  ninjs: z.array(z.string()).refine(list => list.includes('3.1')),
  maxItemBytes: z.int().positive(),
  maxMediaBytes: z.int().positive(),
  partBytes: z.int().min(1024),
  mediaTypes: z.array(z.string().max(200)).max(500),
})

/** A problem+json body; a receiver may leave anything out. */
export const problemBody = z.object({
  type: z.string().max(500).optional(),
  title: z.string().max(500).optional(),
  detail: z.string().max(2000).optional(),
  missing: z.array(sha256).max(1000).optional(),
})
