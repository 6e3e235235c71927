import { z } from 'zod'
import { isoDate, isoDateTime, sha256, uuid } from './values.ts'

export const auditEntry = z.object({
  id: uuid,
  at: isoDateTime,
  /** Null for the system, for nobody signed in (then there is an address), and where the person was erased. */
  person: z.object({ id: uuid, name: z.string() }).nullable(),
  /** The API key by which the person's program acted. */
  apiKeyId: uuid.nullable(),
  /** The person who acted was erased since. */
  erased: z.boolean(),
  unit: z.object({ id: uuid, name: z.string() }).nullable(),
  act: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
})
/** Days are whole days in Vietnam, both ends included. */
export const auditFilter = z.strictObject({
  subject: z.string().max(64).optional(),
  act: z.string().max(64).optional(),
  person: uuid.optional(),
  unit: uuid.optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
})
export const auditQuery = auditFilter.extend({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const auditList = z.object({ entries: z.array(auditEntry), next: z.string().nullable() })

/** What a proof of the chain found. */
export const auditChain = z.object({
  intact: z.boolean(),
  links: z.number().int(),
  erased: z.number().int(),
  waiting: z.number().int(),
  head: z.object({ seq: z.number().int(), hash: sha256, at: isoDateTime }).nullable(),
  broken: z.object({ seq: z.number().int(), entryId: uuid, reason: z.string() }).nullable(),
  checkedAt: isoDateTime,
})

/** Everything the hub holds about a person. */
export const personExport = z.object({
  exportedAt: isoDateTime,
  person: z.record(z.string(), z.unknown()),
  /** The person's own rows by table, without secrets. */
  rows: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  acts: z.array(auditEntry),
})
