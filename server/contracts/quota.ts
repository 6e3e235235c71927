import { z } from 'zod'

const limit = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable()

/** What a unit may keep; null is no limit. */
export const quotaChange = z.strictObject({ maxBytes: limit, maxFiles: limit })
export type QuotaChange = z.infer<typeof quotaChange>

/** What a unit keeps (all versions, the trash too) and what it may keep. */
export const quota = z.object({ bytes: z.int(), files: z.int(), maxBytes: limit, maxFiles: limit })
export type Quota = z.infer<typeof quota>
