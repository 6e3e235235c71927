import { z } from 'zod'
import { deskRequirements } from './desk-check.ts'
import { heldReasons } from './held-reason.ts'
import { deskFilter, nominationStates, packageRoles, priorities } from './nomination.ts'
import { isoDateTime, line, plannedTime, text, uuid } from './values.ts'

const personRef = z.object({ id: uuid, name: z.string() })
const channelRef = z.object({ id: uuid, code: z.string(), name: z.string() })

/** The languages that a channel may carry. */
export const channelLanguages = ['vi', 'en'] as const
export type ChannelLanguage = (typeof channelLanguages)[number]

/** Four eyes and what a channel asks for. */
export const channelDesk = z.object({
  channel: channelRef,
  /** Null: as the hub's setting says. */
  fourEyes: z.boolean().nullable(),
  /** The first is the language of the item there; further ones go along as translations. */
  languages: z.array(z.enum(channelLanguages)).min(1),
  requires: z.array(z.enum(deskRequirements)),
})
export type ChannelDesk = z.infer<typeof channelDesk>
export const deskSettings = z.object({
  fourEyes: z.boolean(),
  channels: z.array(channelDesk),
  /** Who may be given a nomination. */
  curators: z.array(personRef),
})
export type DeskSettings = z.infer<typeof deskSettings>
export const deskSettingsChange = z.strictObject({ fourEyes: z.boolean() })
export const channelDeskChange = z.strictObject({
  fourEyes: z.boolean().nullable().optional(),
  languages: z
    .array(z.enum(channelLanguages))
    .min(1)
    .max(2)
    .refine(list => new Set(list).size === list.length, { message: 'twice' })
    .optional(),
  requires: z
    .array(z.enum(deskRequirements))
    .max(20)
    .transform(list => [...new Set(list)])
    .optional(),
})

/** Texts of one item in one language for one channel; null leaves the original's. The credit line is nobody's to edit here. */
export const channelText = z.strictObject({
  headline: line(300).nullable().default(null),
  summary: text(5000).nullable().default(null),
  /** Under a picture or a film. */
  caption: text(2000).nullable().default(null),
  altText: text(1000).nullable().default(null),
  /** Of an article: HTML, cleaned as an article is. */
  body: z.string().max(500_000).nullable().default(null),
})
export type ChannelText = z.output<typeof channelText>
export const channelTexts = z.strictObject({
  vi: channelText.nullable().default(null),
  en: channelText.nullable().default(null),
})
export type ChannelTexts = z.output<typeof channelTexts>
/** Replaces the texts of the items named; others stay. */
export const editsChange = z.strictObject({
  seen: z.int(),
  items: z
    .array(z.strictObject({ asset: uuid, texts: channelTexts }))
    .min(1)
    .max(30),
  /** Also into the open nominations of the same package for other channels. */
  siblings: z.boolean().default(false),
})
const originalText = z.object({
  language: z.string(),
  headline: z.string(),
  summary: z.string(),
  caption: z.string(),
  altText: z.string(),
  credit: z.string(),
  body: z.string().nullable(),
})
export const edits = z.object({
  revision: z.int(),
  languages: z.array(z.enum(channelLanguages)),
  items: z.array(
    z.object({
      asset: z.object({ id: uuid, title: z.string(), kind: z.string() }),
      role: z.enum(packageRoles),
      original: originalText,
      texts: channelTexts,
    }),
  ),
})
export type Edits = z.infer<typeof edits>

export const comparedFields = ['headline', 'summary', 'caption', 'altText', 'credit', 'body'] as const
/** Field by field: the original now, what would be sent, what was sent last and is there. Null where there is none. */
export const comparison = z.object({
  live: z
    .object({
      deliveryId: uuid,
      version: z.int(),
      state: z.string(),
      publicUrl: z.string().nullable(),
      at: isoDateTime,
    })
    .nullable(),
  items: z.array(
    z.object({
      asset: z.object({ id: uuid, title: z.string(), kind: z.string() }),
      role: z.enum(packageRoles),
      /** In the package now; an item that is only at the receiver would be taken away. */
      inPackage: z.boolean(),
      isLive: z.boolean(),
      fields: z.array(
        z.object({
          field: z.enum(comparedFields),
          language: z.string(),
          original: z.string().nullable(),
          edited: z.string().nullable(),
          live: z.string().nullable(),
        }),
      ),
    }),
  ),
})
export type Comparison = z.infer<typeof comparison>

export const threadKinds = [
  'nominated',
  'resubmitted',
  'comment',
  'first-approval',
  'approved',
  'returned',
  'withdrawn',
  'reopened',
  'edited',
  'items',
  'scheduled',
  'rescheduled',
  'unscheduled',
  'held',
  'assigned',
  'planned',
  'channel',
  'undone',
] as const
/** What happened to a nomination, oldest first; of `comment` the text, of a decision its reason. */
export const threadEntry = z.object({
  id: uuid,
  at: isoDateTime,
  kind: z.enum(threadKinds),
  /** Null for the hub itself and for somebody who was erased. */
  by: personRef.nullable(),
  /** Curator or unit: from which side of the desk it came. */
  side: z.enum(['desk', 'unit', 'hub']),
  text: z.string(),
  /** Small facts of the act, such as `publishAt` of a schedule or `reason` of what was held. */
  facts: z.object({
    publishAt: isoDateTime.nullable().optional(),
    reason: z.enum(heldReasons).optional(),
    person: z.string().nullable().optional(),
    campaign: z.string().nullable().optional(),
    dueAt: isoDateTime.nullable().optional(),
    priority: z.enum(priorities).optional(),
    channel: z.string().optional(),
    items: z.int().optional(),
  }),
})
export type ThreadEntry = z.infer<typeof threadEntry>
export const thread = z.object({ entries: z.array(threadEntry) })
export const newComment = z.strictObject({ text: text(4000).pipe(z.string().min(1)) })
export const resubmission = z.strictObject({ note: text(2000).default('') })

/** `publishAt` null sends at once. Throws `not-cleared` where an embargo still runs then or a right has ended by then. */
export const scheduleChange = z.strictObject({ publishAt: plannedTime.nullable() })
/** Only the members that are there change. */
export const planChange = z.strictObject({
  dueAt: plannedTime.nullable().optional(),
  priority: z.enum(priorities).optional(),
  campaign: uuid.nullable().optional(),
  assignedTo: uuid.nullable().optional(),
})
/** The package anew, in its order; what is not named leaves it. */
export const itemsChange = z.strictObject({
  seen: z.int(),
  items: z
    .array(z.strictObject({ asset: uuid, role: z.enum(packageRoles).optional() }))
    .min(1)
    .max(30),
})
/** Codes or ids. The nomination keeps its channel where that is named, else takes the first; each further one gets a nomination of its own. */
export const channelsChange = z.strictObject({ channels: z.array(z.string().min(1).max(64)).min(1).max(20) })

const batchIds = z.array(uuid).min(1).max(100)
const one = <A extends string, S extends z.ZodRawShape>(act: A, shape: S) =>
  z.strictObject({ act: z.literal(act), ids: batchIds, ...shape })
/** One act on many nominations; each is a transaction of its own, and the same request twice does nothing the second time. */
export const deskBatch = z.discriminatedUnion('act', [
  one('approve', { note: text(2000).default(''), publishAt: plannedTime.nullable().optional() }),
  one('return', { note: text(2000).pipe(z.string().min(1)) }),
  one('schedule', { publishAt: plannedTime.nullable() }),
  one('unschedule', {}),
  one('plan', { plan: planChange }),
  one('channels', { channels: channelsChange.shape.channels }),
])
export type DeskBatch = z.output<typeof deskBatch>
export const deskBatchAnswer = z.object({
  results: z.array(
    z.object({
      id: uuid,
      ok: z.boolean(),
      /** Nothing was to be done: it stood so already. */
      already: z.boolean(),
      state: z.enum(nominationStates).nullable(),
      /** Approved once, and waits for a second person. */
      waitsForSecond: z.boolean(),
      /** Key of the problem, such as `not-cleared`, with its sentence. */
      problem: z.string().nullable(),
      detail: z.string().nullable(),
      missing: z.array(z.object({ key: z.string(), detail: z.string() })),
    }),
  ),
})
export type DeskBatchAnswer = z.infer<typeof deskBatchAnswer>

const counted = <S extends z.ZodType>(what: S) => z.array(z.object({ of: what, count: z.int() }))
export const deskCountsQuery = z.strictObject(deskFilter)
/** Of what the filters leave; `states` and `stages` without the filter by state, the others with it. */
export const deskCounts = z.object({
  states: z.object({ open: z.int(), approved: z.int(), returned: z.int(), withdrawn: z.int() }),
  stages: z.object({ second: z.int(), scheduled: z.int(), held: z.int() }),
  due: z.object({ overdue: z.int(), today: z.int(), week: z.int(), none: z.int() }),
  assigned: z.object({ me: z.int(), none: z.int() }),
  units: counted(z.object({ id: uuid, code: z.string(), name: z.string() })),
  channels: counted(channelRef),
  campaigns: counted(z.object({ id: uuid, name: z.string() })),
  kinds: counted(z.string()),
  topics: counted(z.object({ code: z.string(), name: z.string() })),
})
export type DeskCounts = z.infer<typeof deskCounts>
