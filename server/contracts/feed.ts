import { z } from 'zod'
import { isoDateTime, line, uuid } from './values.ts'

export const feedFormats = ['rss', 'atom', 'json', 'ninjs'] as const
export type FeedFormat = (typeof feedFormats)[number]
/** A feed as the page of feeds lists it; `items` are those that it gives out now. */
export const feedAnswer = z.object({
  /** `hub`, `kind:image`, `topic:du-lich`, `unit:bao`, `channel:asean`, `board:<id>`, `search:<id>`; also the OAI-PMH set. */
  name: z.string(),
  group: z.enum(['hub', 'kind', 'topic', 'unit', 'channel', 'board', 'search']),
  label: z.object({ vi: z.string(), en: z.string() }),
  items: z.int(),
  changedAt: isoDateTime.nullable(),
  addresses: z.object({ rss: z.string(), atom: z.string(), json: z.string(), ninjs: z.string() }),
})
export type Feed = z.infer<typeof feedAnswer>
export const feedList = z.object({
  feeds: z.array(feedAnswer),
  oai: z.string(),
  oembed: z.string(),
  sitemap: z.string(),
  widget: z.string(),
  partners: z.string(),
})
export type FeedList = z.infer<typeof feedList>

/** `since`: what changed at or after; `cursor` goes on where the last answer ended. */
export const pullQuery = z.strictObject({
  since: isoDateTime.optional(),
  /** Of one board that is a feed only. */
  board: uuid.optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})
export const partnerItems = z.object({
  /** IPTC ninjs 3.1 items, oldest change first; what was taken back has `pubStatus: canceled` and nothing else said. */
  items: z.array(z.record(z.string(), z.json())),
  /** For the next call; kept while there is nothing new. */
  next: z.string(),
})

export const webhookEvents = ['item.published', 'item.updated', 'item.withdrawn'] as const
export type WebhookEvent = (typeof webhookEvents)[number]
const url = z.url({ protocol: /^https?$/ }).max(500)
const events = z
  .array(z.enum(webhookEvents))
  .min(1)
  .transform(chosen => webhookEvents.filter(event => chosen.includes(event)))
export const webhookMessage = z.object({
  id: uuid,
  event: z.string(),
  state: z.enum(['waiting', 'delivered', 'dead']),
  attempts: z.int(),
  /** The last answer's HTTP status; null where none came. */
  status: z.int().nullable(),
  problem: z.string().nullable(),
  nextAt: isoDateTime.nullable(),
  createdAt: isoDateTime,
})
export const webhook = z.object({
  id: uuid,
  url: z.string(),
  description: z.string(),
  events: z.array(z.enum(webhookEvents)),
  /** `failing`: a message was given up; the next that arrives mends it. */
  state: z.enum(['active', 'paused', 'failing']),
  createdAt: isoDateTime,
  waiting: z.int(),
  /** The newest messages first. */
  recent: z.array(webhookMessage),
})
export type Webhook = z.infer<typeof webhook>
export type WebhookMessage = z.infer<typeof webhookMessage>
export const webhookList = z.object({ webhooks: z.array(webhook) })
export const webhookAnswer = z.object({ webhook })
export const newWebhook = z.strictObject({ url, description: line(200).default(''), events })
export const newWebhookAnswer = z.object({
  webhook,
  /** `whsec_...`: shown this once. */
  secret: z.string(),
})
export const webhookEdit = z.strictObject({
  url: url.optional(),
  description: line(200).optional(),
  events: events.optional(),
  state: z.enum(['active', 'paused']).optional(),
})
