import { z } from 'zod'
import { code, isoDateTime, line, sha256, uuid } from './values.ts'

export const deliveryOps = ['publish', 'update', 'withdraw'] as const
export const deliveryStates = [
  'queued',
  'media',
  'sending',
  'received',
  'in_review',
  'published',
  'rejected',
  'withdrawing',
  'withdrawn',
  'retrying',
  'dead',
  'cancelled',
] as const
export type DeliveryState = (typeof deliveryStates)[number]
export const recallReasons = ['rights', 'error', 'personal-data', 'legal', 'expired', 'superseded'] as const

export const deliveryAttempt = z.object({
  number: z.int(),
  at: isoDateTime,
  step: z.enum(['capabilities', 'probe', 'media', 'item', 'ask', 'withdrawal']),
  status: z.int().nullable(),
  outcome: z.enum(['ok', 'retry', 'dead', 'paused', 'ask']),
  problemType: z.string().nullable(),
  ms: z.int(),
})
export const receipt = z.object({
  receiptId: z.string(),
  version: z.int(),
  digest: z.string(),
  state: z.string(),
  publicUrl: z.string().nullable(),
  receivedAt: isoDateTime,
  /** SHA-256 of the answer's bytes as they came. */
  sha256,
  /** Written down by a person, not answered by a receiver. */
  byHand: z.object({ note: z.string(), screenshotUrl: z.string().nullable() }).nullable(),
})
export const delivery = z.object({
  id: uuid,
  asset: z.object({ id: uuid, title: z.string(), thumbUrl: z.string().nullable(), kind: z.string() }),
  channel: z.object({ id: uuid, code: z.string(), name: z.string(), kind: z.string() }),
  /** What goes along in the package, in its order; empty for a single item. */
  members: z.array(z.object({ id: uuid, title: z.string(), kind: z.string(), role: z.string() })),
  op: z.enum(deliveryOps),
  version: z.int(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  nextAt: isoDateTime.nullable(),
  problem: z.string().nullable(),
  problemText: z.string().nullable(),
  publicUrl: z.string().nullable(),
  reason: z.enum(recallReasons).nullable(),
  createdAt: isoDateTime,
  updatedAt: isoDateTime,
  tries: z.array(deliveryAttempt),
  receipts: z.array(receipt),
})
export type Delivery = z.infer<typeof delivery>
export const deliveryQuery = z.strictObject({
  asset: uuid.optional(),
  channel: z.string().max(64).optional(),
  /** One state, or several: `state=dead&state=rejected`. */
  state: z
    .preprocess(
      value => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(z.enum(deliveryStates)).max(12).optional(),
    )
    .optional(),
  /** Words of the item's title, or its id. */
  q: line(200).optional(),
  op: z.enum(deliveryOps).optional(),
  /** Only the newest version of each item on a channel: what an older one came to matters no more. */
  newest: z.enum(['1']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const deliveryList = z.object({ deliveries: z.array(delivery), next: z.string().nullable() })
export const deliveryAnswer = z.object({ delivery })

/** `kill`: must never come back; `takedown`: may be reinstated. `mediaToo` asks the receiver to remove the files also. */
export const recall = z.strictObject({
  kind: z.enum(['takedown', 'kill']).default('takedown'),
  reason: z.enum(recallReasons),
  public: line(500).default(''),
  mediaToo: z.boolean().default(true),
})
export type Recall = z.infer<typeof recall>
/** `recallId`: where its progress is followed. */
export const recallAnswer = z.object({ recallId: uuid, deliveries: z.array(delivery), cancelled: z.int() })

/** Live on channels although the right has ended, or a person shown took the consent back: one recall with `reason` mends it. */
export const recallProposal = z.object({
  asset: z.object({ id: uuid, title: z.string(), kind: z.string(), thumbUrl: z.string().nullable() }),
  channels: z.array(z.object({ id: uuid, code: z.string(), name: z.string() })),
  reason: z.enum(['expired', 'personal-data']),
  since: isoDateTime,
})
export type RecallProposal = z.infer<typeof recallProposal>
export const recallProposals = z.object({ proposals: z.array(recallProposal) })

export const channelKinds = ['hub-exchange', 'wordpress', 'manual-package', 'superdesk-ninjs', 'mail'] as const
/** Kinds that a person publishes by hand: the delivery is a package, its receipt what that person writes down. */
export const kindsByHand: readonly string[] = ['manual-package'] satisfies readonly (typeof channelKinds)[number][]
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Hours in Vietnam in which a channel may send; `days` as ISO 8601 counts them, Monday is 1. `to` is not part of it. */
export const sendingWindow = z
  .strictObject({ days: z.array(z.int().min(1).max(7)).min(1).max(7), from: hour, to: hour })
  .refine(({ from, to }) => from < to, { path: ['to'] })
const windows = z.array(sendingWindow).max(14)
const perHour = z.int().min(1).max(10_000).nullable()
export const channel = z.object({
  id: uuid,
  code,
  name: z.string(),
  kind: z.enum(channelKinds),
  address: z.string().nullable(),
  /** By kind: what is not secret of how to talk to the receiver. Empty for who is not hub staff. */
  settings: z.record(z.string(), z.json()),
  /** Whether credentials are kept. They are never shown again. */
  hasCredentials: z.boolean(),
  /** Whose it is: its editors may pause it. */
  unit: z.object({ code: z.string(), name: z.string() }),
  /** None: at any hour. A withdrawal waits for no window and counts for no limit. */
  windows,
  perHour,
  /** May who asks pause it? */
  mayPause: z.boolean(),
  state: z.enum(['active', 'paused']),
  pausedReason: z.string().nullable(),
  health: z.object({
    breaker: z.enum(['closed', 'open']),
    openUntil: isoDateTime.nullable(),
    lastSuccessAt: isoDateTime.nullable(),
    oldestWaitingAt: isoDateTime.nullable(),
    waiting: z.int(),
    /** Until when the receiver takes no more, where it said so: no fault, deliveries wait. */
    quotaUntil: isoDateTime.nullable().optional(),
  }),
})
export type Channel = z.infer<typeof channel>
export const channelList = z.object({ channels: z.array(channel) })
export const channelAnswer = z.object({ channel })
/** Checked against the kind's own form, server/channels/channel-form.ts. */
const channelValues = z.record(z.string().max(64), z.json())
const channelCredentials = z.record(z.string().max(64), z.string().min(1).max(8000))
export const newChannel = z.strictObject({
  code,
  name: line(200),
  kind: z.enum(channelKinds).default('hub-exchange'),
  /** Its owner, by code; the curating unit where none is named. */
  unit: z.string().max(64).optional(),
  windows: windows.default([]),
  perHour: perHour.default(null),
  /** Where the receiver answers: the base of its API. Kinds without one (a package, a press list) have none. */
  address: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  settings: channelValues.optional(),
  credentials: channelCredentials.optional(),
})
export const channelEdit = z.strictObject({
  name: line(200).optional(),
  /** Its new owner, by code; for administrators. */
  unit: z.string().max(64).optional(),
  address: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  /** Whole: what is left out goes back to its default. */
  settings: channelValues.optional(),
  /** Whole; replaces what is kept. */
  credentials: channelCredentials.optional(),
  state: z.enum(['active', 'paused']).optional(),
  windows: windows.optional(),
  perHour: perHour.optional(),
})
export const channelPause = z.strictObject({ paused: z.boolean(), reason: line(300).default('') })
/** What asking the receiver showed; `text` says in words what is wrong. */
export const channelTest = z.object({ ok: z.boolean(), problem: z.string().nullable(), text: z.string(), ms: z.int() })

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)
/** Written down by who published, or took down, by hand. `screenshot`: PNG, JPEG or WebP of at most 600 kB. */
export const handReceipt = z.strictObject({
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  note: line(500).default(''),
  screenshot: base64.max(800_000).optional(),
})
