import { z } from 'zod'
import { quota } from './quota.ts'
import { isoDateTime, uuid } from './values.ts'

const amount = { files: z.int(), bytes: z.number() }

export const fixityRun = z.object({
  id: uuid,
  startedAt: isoDateTime,
  endedAt: isoDateTime.nullable(),
  /** `store-empty`: so much was missing at once that the pass stopped; most likely another volume is mounted. */
  state: z.enum(['running', 'done', 'stopped', 'interrupted', 'store-away', 'store-empty']),
  checked: z.int(),
  bytes: z.number(),
  damaged: z.int(),
  healed: z.int(),
  rebuilt: z.int(),
})
export const fixityFinding = z.object({
  id: uuid,
  at: isoDateTime,
  outcome: z.enum(['missing', 'altered', 'unreadable', 'healed', 'rebuilt']),
  /** The rendition's name; null for an original. */
  rendition: z.string().nullable(),
  assetId: uuid.nullable(),
  /** Null for a draft, which is nobody's to see but its unit's. */
  title: z.string().nullable(),
})
export const storageAnswer = z.object({
  /** Bytes of the volume; null where the store cannot know (a bucket). `floor` is what uploads must leave free. */
  store: z.object({
    kind: z.enum(['filesystem', 's3']),
    reachable: z.boolean(),
    space: z.object({ free: z.number(), total: z.number(), floor: z.number() }).nullable(),
  }),
  /** Originals by kind, each object once; what was made of them; and by unit, where two units that hold the same bytes both count them. */
  kinds: z.array(z.object({ kind: z.string(), ...amount })),
  renditions: z.object(amount),
  /** `quota` counts as a quota does: every file of every version, twice where two assets hold it. */
  units: z.array(z.object({ code: z.string(), name: z.string(), ...amount, quota })),
  fixity: z.object({
    total: z.int(),
    due: z.int(),
    /** The longest that anything has gone unproved. */
    oldest: isoDateTime.nullable(),
    everyDays: z.int(),
    bytesPerSecond: z.number(),
    damaged: z.int(),
    runs: z.array(fixityRun),
    findings: z.array(fixityFinding),
  }),
  orphans: z.object({ ...amount, held: z.boolean(), sweptAt: isoDateTime.nullable() }),
})
export type StorageAnswer = z.infer<typeof storageAnswer>

export const damagedQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const damagedObject = z.object({
  objectId: uuid,
  damage: z.enum(['missing', 'altered', 'unreadable']),
  since: isoDateTime,
  verifiedAt: isoDateTime.nullable(),
  size: z.number(),
  sha256: z.string(),
  key: z.string(),
  assets: z.array(
    z.object({ id: uuid, title: z.string().nullable(), fileName: z.string().nullable(), unit: z.string() }),
  ),
})
export const damagedList = z.object({ damaged: z.array(damagedObject), next: z.string().nullable() })
export type DamagedObject = z.infer<typeof damagedObject>
