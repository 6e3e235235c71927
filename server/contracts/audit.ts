import { z } from 'zod'
import { isoDateTime, uuid } from './values.ts'

export const auditEntry = z.object({
  id: uuid,
  at: isoDateTime,
  person: z.object({ id: uuid, name: z.string() }).nullable(),
  /** The API key by which the person's program acted. */
  apiKeyId: uuid.nullable(),
  unit: z.object({ id: uuid, name: z.string() }).nullable(),
  act: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
})
export const auditQuery = z.strictObject({
  subject: z.string().max(64).optional(),
  act: z.string().max(64).optional(),
  person: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const auditList = z.object({ entries: z.array(auditEntry), next: z.string().nullable() })
