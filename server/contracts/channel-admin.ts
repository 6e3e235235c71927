import { z } from 'zod'
import { channelKinds, deliveryStates } from './delivery.ts'
import { isoDateTime, uuid } from './values.ts'

/** One field of a kind's settings or credentials, so that a form can be drawn without knowing the kind. */
export const formField = z.object({
  /** The member of `settings` or `credentials`. */
  name: z.string(),
  /** In the language that was asked for. */
  label: z.string(),
  hint: z.string().nullable(),
  /**
   * `list`: texts or numbers; `rows`: a list of things with the same few simple members (`columns`); `mapping`: keys to texts or
   * numbers; `json`: what has no simpler form. A `secret` is never sent back.
   */
  type: z.enum(['text', 'secret', 'choice', 'flag', 'number', 'list', 'rows', 'mapping', 'json']),
  /** Of a list's members and a mapping's values. */
  of: z.enum(['text', 'number']),
  /** Of a mapping: the hub's topics, or any text. */
  keys: z.enum(['topic', 'text']),
  /** Of rows: their members, in their order. */
  columns: z.array(z.string()),
  required: z.boolean(),
  /** What stands where nothing is given; null where nothing does. */
  initial: z.json(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  min: z.number().nullable(),
  max: z.number().nullable(),
  maxLength: z.int().nullable(),
})
export type FormField = z.infer<typeof formField>
export const channelKindForm = z.object({
  kind: z.enum(channelKinds),
  name: z.string(),
  hint: z.string(),
  /** A person publishes; the hub makes the package. */
  byHand: z.boolean(),
  /** Can the receiver be asked what it holds? */
  reconciles: z.boolean(),
  /** Null for a kind that has none. */
  address: z.object({ label: z.string(), hint: z.string().nullable() }).nullable(),
  settings: z.array(formField),
  credentials: z.array(formField),
})
export type ChannelKindForm = z.infer<typeof channelKindForm>
export const channelKindList = z.object({ kinds: z.array(channelKindForm) })

export const deliveryCounts = z.object({ counts: z.record(z.enum(deliveryStates), z.int()) })

const assetRef = z.object({ id: uuid, title: z.string(), kind: z.string(), thumbUrl: z.string().nullable() })
const channelRef = z.object({ id: uuid, code: z.string(), name: z.string() })
/** A public page that does not show what was sent. */
export const differing = z.object({
  deliveryId: uuid,
  asset: assetRef,
  channel: channelRef,
  publicUrl: z.string().nullable(),
  state: z.enum(['changed', 'lost']),
  since: isoDateTime,
  checkedAt: isoDateTime,
  portalEditedAt: isoDateTime.nullable(),
})
export type Differing = z.infer<typeof differing>
export const differingList = z.object({ pages: z.array(differing) })

/** What was edited between the version a channel was given, or should have been, and now. */
export const updateDifference = z.object({
  asset: assetRef,
  channels: z.array(
    channelRef.extend({
      why: z.enum(['edited', 'changed-since-approval']),
      deliveryId: uuid,
      version: z.int(),
      approvedAt: isoDateTime,
      publicUrl: z.string().nullable(),
      /** False where the audit of an edit was emptied since: then something may be missing. */
      whole: z.boolean(),
      /** `field`: a member of the asset, or `version` for another file or text. */
      changes: z.array(z.object({ field: z.string(), before: z.json(), after: z.json() })),
    }),
  ),
})
export type UpdateDifference = z.infer<typeof updateDifference>

/** The recall that stands, as everyone who may read the item sees it. */
export const assetRecall = z.object({
  recall: z
    .object({
      id: uuid,
      kind: z.enum(['takedown', 'kill']),
      reason: z.string(),
      requestedAt: isoDateTime,
      channels: z.int(),
      channelsDone: z.int(),
    })
    .nullable(),
})
export type AssetRecall = z.infer<typeof assetRecall>['recall']
