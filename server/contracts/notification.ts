import { z } from 'zod'
import { deliveryStates, recallReasons } from './delivery.ts'
import { heldReasons } from './held-reason.ts'
import { assetKinds, isoDate, isoDateTime, uuid } from './values.ts'

const channel = z.string()
/**
 * What a notification of each kind carries beside its subject and who acted: ids and small facts, never a person's name. Add members
 * only as optional: rows of an older hub are read by this.
 */
export const notificationFacts = {
  /** A right ends in `days` days (30, 7 or 1). */
  'rights-ending': z.object({ endsOn: isoDate, days: z.int() }),
  'nomination-made': z.object({ nominationId: uuid, channel, note: z.string() }),
  'nomination-approved': z.object({ nominationId: uuid, channel }),
  'nomination-returned': z.object({ nominationId: uuid, channel, note: z.string() }),
  'delivery-done': z.object({
    deliveryId: uuid,
    channel,
    state: z.enum(deliveryStates),
    publicUrl: z.string().nullable(),
  }),
  /** It is not tried again by itself. */
  'delivery-failed': z.object({ deliveryId: uuid, channel, state: z.enum(deliveryStates), reason: z.string() }),
  'recall-requested': z.object({ reason: z.enum(recallReasons) }),
  'recall-done': z.object({ deliveryId: uuid, channel }),
  /** It is live although it may no longer be used. */
  'recall-proposed': z.object({ reason: z.enum(recallReasons), channels: z.array(channel) }),
  'upload-failed': z.object({ reason: z.string() }),
  /** The stored bytes are not what was acknowledged; `live`: a channel shows the item all the same. */
  'file-damaged': z.object({ damage: z.enum(['missing', 'altered', 'unreadable']), live: z.boolean() }),
  /** The scanner found malware in it; `found` is the signature's name. */
  'file-infected': z.object({ found: z.string(), live: z.boolean() }),
  /** To who took or used it. */
  'recall-told': z.object({ recallId: uuid, reason: z.enum(recallReasons) }),
  /** What stands on a channel is not what was sent. */
  'item-differs': z.object({
    deliveryId: uuid,
    channel,
    what: z.enum(['changed', 'lost', 'edited', 'still-live', 'withdrawn']),
  }),
  /** Sending this item showed that a channel does not let the hub in; `lapsed`: a token or a grant has to be renewed. */
  'channel-paused': z.object({ deliveryId: uuid, channel, lapsed: z.boolean(), reason: z.string() }),
  /** A registered address was not reached with news of this item, and is not tried again; `host` is its host. */
  'webhook-given-up': z.object({ host: z.string() }),
  'nomination-comment': z.object({ nominationId: uuid, channel, note: z.string() }),
  'nomination-assigned': z.object({ nominationId: uuid, channel }),
  /** One of two has approved. */
  'nomination-second': z.object({ nominationId: uuid, channel }),
  /** It was scheduled and does not go out. */
  'nomination-held': z.object({ nominationId: uuid, channel, held: z.enum(heldReasons) }),
  /** It waits for a decision and is due within a day. */
  'nomination-due': z.object({ nominationId: uuid, channel, dueAt: isoDateTime }),
  /** Taken in from `source`, and since then changed, or taken back, there. */
  'relay-changed': z.object({ source: z.string() }),
  'relay-withdrawn': z.object({ source: z.string() }),
  /** To who asked to be told. */
  'livestream-soon': z.object({ startsAt: isoDateTime }),
  /** The desk took its decision back; it waits for one again. */
  'nomination-reopened': z.object({ nominationId: uuid, channel, undone: z.enum(['approved', 'returned']) }),
  /** So many new items for a saved search, and the newest of them. */
  'search-news': z.object({ count: z.int(), assets: z.array(uuid) }),
} as const
export type NotificationKind = keyof typeof notificationFacts
export type NotificationFacts<K extends NotificationKind> = z.infer<(typeof notificationFacts)[K]>
export const notificationKinds = Object.keys(notificationFacts) as [NotificationKind, ...NotificationKind[]]

const mailWays = ['none', 'at-once', 'daily', 'weekly'] as const
export type MailWay = (typeof mailWays)[number]
/** How one kind is told to a person: in the app, and by which mail. */
export type Way = { inApp: boolean; mail: MailWay }

/** How each kind is told to a person who has not said otherwise: mail at once only where somebody must act soon. */
export const defaultWays: Record<NotificationKind, Way> = {
  'rights-ending': { inApp: true, mail: 'daily' },
  'nomination-made': { inApp: true, mail: 'daily' },
  'nomination-approved': { inApp: true, mail: 'none' },
  'nomination-returned': { inApp: true, mail: 'at-once' },
  'delivery-done': { inApp: true, mail: 'none' },
  'delivery-failed': { inApp: true, mail: 'at-once' },
  'recall-requested': { inApp: true, mail: 'at-once' },
  'recall-done': { inApp: true, mail: 'none' },
  'recall-proposed': { inApp: true, mail: 'at-once' },
  'upload-failed': { inApp: true, mail: 'at-once' },
  'file-damaged': { inApp: true, mail: 'at-once' },
  'file-infected': { inApp: true, mail: 'at-once' },
  'recall-told': { inApp: true, mail: 'at-once' },
  'item-differs': { inApp: true, mail: 'at-once' },
  'channel-paused': { inApp: true, mail: 'at-once' },
  'webhook-given-up': { inApp: true, mail: 'at-once' },
  'nomination-comment': { inApp: true, mail: 'daily' },
  'nomination-assigned': { inApp: true, mail: 'daily' },
  'nomination-second': { inApp: true, mail: 'daily' },
  'nomination-held': { inApp: true, mail: 'at-once' },
  'nomination-due': { inApp: true, mail: 'at-once' },
  'relay-changed': { inApp: true, mail: 'daily' },
  'relay-withdrawn': { inApp: true, mail: 'at-once' },
  'livestream-soon': { inApp: true, mail: 'at-once' },
  'nomination-reopened': { inApp: true, mail: 'none' },
  'search-news': { inApp: true, mail: 'at-once' },
}

/** What a notification is about, as it stands now. */
export const notificationSubject = z.object({
  kind: z.enum(['asset', 'livestream', 'saved-search']),
  id: uuid,
  title: z.string(),
  assetKind: z.enum(assetKinds),
  thumbUrl: z.string().nullable(),
  thumbhash: z.string().nullable(),
})
export type NotificationSubject = z.infer<typeof notificationSubject>

const shared = {
  id: uuid,
  at: isoDateTime,
  read: z.boolean(),
  subject: notificationSubject,
  /** Who acted; null for the hub itself and for somebody who was erased. */
  by: z.string().nullable(),
}
const of = <K extends NotificationKind>(kind: K) =>
  z.object({ ...shared, kind: z.literal(kind), facts: notificationFacts[kind] })
export const notification = z.discriminatedUnion('kind', [
  of('rights-ending'),
  of('nomination-made'),
  of('nomination-approved'),
  of('nomination-returned'),
  of('delivery-done'),
  of('delivery-failed'),
  of('recall-requested'),
  of('recall-done'),
  of('recall-proposed'),
  of('upload-failed'),
  of('file-damaged'),
  of('file-infected'),
  of('recall-told'),
  of('item-differs'),
  of('channel-paused'),
  of('webhook-given-up'),
  of('nomination-comment'),
  of('nomination-assigned'),
  of('nomination-second'),
  of('nomination-held'),
  of('nomination-due'),
  of('relay-changed'),
  of('relay-withdrawn'),
  of('livestream-soon'),
  of('nomination-reopened'),
  of('search-news'),
])
export type NotificationView = z.infer<typeof notification>

export const notificationQuery = z.strictObject({
  unread: z.enum(['1']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(500).optional(),
})
export const notificationList = z.object({
  notifications: z.array(notification),
  unread: z.int(),
  next: z.string().nullable(),
})
export type NotificationList = z.infer<typeof notificationList>
export const unreadCount = z.object({ unread: z.int() })
/** Everything up to and with this instant: what came meanwhile was not seen. */
export const readUntil = z.strictObject({ until: isoDateTime })

const preference = z.strictObject({ kind: z.enum(notificationKinds), inApp: z.boolean(), mail: z.enum(mailWays) })
export type NotificationPreference = z.infer<typeof preference>
/** `language` is that of the letters. */
export const notificationPreferences = z.object({ language: z.enum(['vi', 'en']), kinds: z.array(preference) })
export type NotificationPreferences = z.infer<typeof notificationPreferences>
export const notificationPreferencesChange = z.strictObject({
  language: z.enum(['vi', 'en']).optional(),
  kinds: z.array(preference).max(50).default([]),
})
export type NotificationPreferencesChange = z.input<typeof notificationPreferencesChange>
