import { z } from 'zod'
import { clearance } from './asset.ts'
import { campaignRef } from './campaign.ts'
import { deliveryStates } from './delivery.ts'
import { deskCheck } from './desk-check.ts'
import { heldReasons } from './held-reason.ts'
import { searchHit } from './search.ts'
import { unitRef } from './unit.ts'
import { assetKinds, isoDateTime, plannedTime, text, uuid } from './values.ts'

export const nominationStates = ['open', 'approved', 'returned', 'withdrawn'] as const
export type NominationState = (typeof nominationStates)[number]
export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]
/** What an item is in a package. `lead` carries the others; the receiver's item bears its id. */
export const packageRoles = ['lead', 'feature', 'gallery', 'video', 'audio', 'brochure', 'text'] as const
export type PackageRole = (typeof packageRoles)[number]

/** `channel` is a channel's code or id. */
export const newNomination = z.strictObject({ channel: z.string().min(1).max(64), note: text(2000).default('') })
/** One item, or several that belong together, in their order. Without a `lead` the first article is it, else the first item. */
export const newPackage = z.strictObject({
  items: z
    .array(z.strictObject({ asset: uuid, role: z.enum(packageRoles).optional() }))
    .min(1)
    .max(30)
    .refine(items => new Set(items.map(item => item.asset)).size === items.length, { message: 'twice' })
    .refine(items => items.filter(item => item.role === 'lead').length <= 1, { message: 'one-lead' }),
  /** Codes or ids: one nomination for each, decided apart. */
  channels: z.array(z.string().min(1).max(64)).min(1).max(20),
  note: text(2000).default(''),
  dueAt: plannedTime.nullable().default(null),
  priority: z.enum(priorities).default('normal'),
  campaign: uuid.nullable().default(null),
  /** Wished time of publication; the approval sets it. */
  publishAt: plannedTime.nullable().default(null),
})
export type NewPackage = z.output<typeof newPackage>

/** `seen`: the nomination's revision that was looked at; another one by now is `changed-meanwhile`. */
export const decision = z
  .strictObject({
    decision: z.enum(['approve', 'return']),
    note: text(2000).default(''),
    seen: z.int().optional(),
    /** Publishes then and not before; left out, the wish that the nomination carries counts; null is now. */
    publishAt: plannedTime.nullable().optional(),
  })
  .refine(value => value.decision === 'approve' || value.note.length > 0, {
    path: ['note'],
    message: 'reason-required',
  })
export type Decision = z.infer<typeof decision>

const asset = searchHit.pick({
  id: true,
  kind: true,
  file: true,
  title: true,
  unit: true,
  date: true,
  thumbUrl: true,
  previewUrl: true,
  thumbhash: true,
})
const personRef = z.object({ id: uuid, name: z.string() })
const channelRef = z.object({ id: uuid, code: z.string(), name: z.string() })
export const nomination = z.object({
  id: uuid,
  state: z.enum(nominationStates),
  note: z.string(),
  channel: channelRef,
  /** The item, or the lead of the package. */
  asset,
  nominatedBy: personRef,
  unit: unitRef,
  createdAt: isoDateTime,
  decidedAt: isoDateTime.nullable(),
  decisionNote: z.string().nullable(),
  /** Of `asset` alone; `checks` covers the package and the channel. */
  clearance,

  /** Rises with each change of what would be sent: items, texts, channel. */
  revision: z.int(),
  /** The package in its order, lead first; one entry for a single item. */
  items: z.array(z.object({ asset, role: z.enum(packageRoles), position: z.int() })),
  /** Items that who asks may not read. */
  hiddenItems: z.int(),
  dueAt: isoDateTime.nullable(),
  priority: z.enum(priorities),
  campaign: campaignRef.nullable(),
  assignedTo: personRef.nullable(),
  decidedBy: personRef.nullable(),
  /** Two different people must approve, neither of them the nominator. */
  fourEyes: z.boolean(),
  /** It waits for a second pair of eyes. `stale`: something changed since, and it does not count any more. */
  firstApproval: z.object({ by: personRef, at: isoDateTime, note: z.string(), stale: z.boolean() }).nullable(),
  /**
   * `wished`: not approved yet. `waiting`: goes out at `effectiveAt`, the opening of the channel's window at or after `at`. `held`:
   * would not go, or did not, for `reason`. `sent`: its time has come.
   */
  schedule: z
    .object({
      at: isoDateTime,
      effectiveAt: isoDateTime,
      state: z.enum(['wished', 'waiting', 'held', 'sent']),
      reason: z.enum(heldReasons).nullable(),
    })
    .nullable(),
  /** Texts of its own for the channel. */
  edited: z.boolean(),
  comments: z.int(),
  /** The same package for other channels. */
  siblings: z.array(z.object({ id: uuid, channel: channelRef, state: z.enum(nominationStates) })),
  /** In a list only the lines that are not met; of one nomination all of them. */
  checks: z.array(deskCheck),
  blocking: z.int(),
  warnings: z.int(),
  /** What became of it: the newest delivery that it caused. */
  delivery: z
    .object({
      id: uuid,
      state: z.enum(deliveryStates),
      publicUrl: z.string().nullable(),
      problemText: z.string().nullable(),
      updatedAt: isoDateTime,
    })
    .nullable(),
  may: z.object({
    decide: z.boolean(),
    /** `decide`, but four eyes forbid it to this person: the nominator, or who gave the first approval. */
    decideBarred: z.boolean(),
    edit: z.boolean(),
    comment: z.boolean(),
    manage: z.boolean(),
    resubmit: z.boolean(),
    withdraw: z.boolean(),
    /** Its decision can still be undone (`/reopening`). */
    reopen: z.boolean(),
  }),
})
export type Nomination = z.infer<typeof nomination>
export const nominationAnswer = z.object({ nomination })
export const nominationsAnswer = z.object({ nominations: z.array(nomination) })

export const deskFilter = {
  state: z.enum(nominationStates).optional(),
  /** Inside `open` and `approved`: `second` has one approval of two, `scheduled` waits for its time, `held` did not or will not go out. */
  stage: z.enum(['second', 'scheduled', 'held']).optional(),
  asset: uuid.optional(),
  /** Code or id of the nominating unit. */
  unit: z.string().max(64).optional(),
  /** Code of a topic of any item in it. */
  topic: z.string().max(64).optional(),
  campaign: z.union([uuid, z.literal('none')]).optional(),
  /** By calendar days of Vietnam; `week` is the next seven days, today included. */
  due: z.enum(['overdue', 'today', 'week', 'none']).optional(),
  /** Kind of any item in it. */
  kind: z.enum(assetKinds).optional(),
  package: z.enum(['1', '0']).optional(),
  channel: z.string().max(64).optional(),
  priority: z.enum(priorities).optional(),
  assigned: z.union([uuid, z.enum(['me', 'none'])]).optional(),
  /** Nominated by me or by my units. */
  mine: z.enum(['1']).optional(),
  /** Words of the title, without regard to case and marks. */
  q: text(200).optional(),
}
/** `due`: what is due first, what has no day last; then by priority and age. */
export const nominationSorts = ['oldest', 'newest', 'due', 'priority'] as const
export const nominationQuery = z.strictObject({
  ...deskFilter,
  sort: z.enum(nominationSorts).default('oldest'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const nominationList = z.object({ nominations: z.array(nomination), next: z.string().nullable() })
/** 409 `not-cleared` carries this beside the problem's own members: the list of what is missing. */
export const notClearedExtension = z.object({ missing: z.array(z.object({ key: z.string(), detail: z.string() })) })
