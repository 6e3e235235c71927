import type { Prisma } from '#server/platform/db'

/** A row of `upload`, whole. */
export type UploadRow = Prisma.UploadGetPayload<Record<string, never>>
