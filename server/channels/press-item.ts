import { z } from 'zod'
import { recallReasons } from '#contracts/delivery'
import type { Composed, DeliveryFacts, WithdrawalFacts } from './delivery-facts.ts'

const file = z.object({
  sha256: z.string(),
  size: z.number(),
  rendition: z.string(),
  contentType: z.string(),
  required: z.boolean(),
})
const item = z.object({
  contract: z.literal('hub-press/1'),
  id: z.string(),
  version: z.number(),
  /** `again`: it was taken back before and may be used again. */
  what: z.enum(['new', 'update', 'again']),
  title: z.string(),
  description: z.string(),
  creator: z.string(),
  credit: z.string(),
  altText: z.string(),
  usageTerms: z.string().nullable(),
  html: z.string().nullable(),
  source: z.string(),
  contact: z.string(),
  media: z.array(file),
})
/** What is frozen of an item that goes by mail: every letter is written from it alone. */
export type PressItem = z.infer<typeof item>

/** Facts to frozen bytes. */
export function composePress(facts: DeliveryFacts): Composed {
  const { asset, version, source } = facts
  const media = facts.media.map(({ sha256, size, rendition, contentType, required }) => ({
    ...{ sha256, size, rendition, contentType, required },
  }))
  const { id, title, description, creator, credit, altText, html } = asset
  const body: PressItem = {
    contract: 'hub-press/1',
    ...{ id, version, title, description, creator, credit, altText, html },
    what: facts.reinstate ? 'again' : facts.supersedes === null ? 'new' : 'update',
    usageTerms: asset.rights.usageTerms,
    ...{ source: source.name, contact: source.contact },
    media,
  }
  return { body: Buffer.from(JSON.stringify(body)), media }
}

/** The bytes of a withdrawal; what it was is known from the letters that went. */
export function composePressWithdrawal({ at, ...facts }: WithdrawalFacts): Buffer {
  return Buffer.from(JSON.stringify({ contract: 'hub-press/1', ...facts, at: at.toISOString() }))
}

/** Reads frozen bytes. Throws where they are none of composePress. */
export function readPressItem(body: Buffer): PressItem {
  return item.parse(JSON.parse(body.toString('utf8')))
}

const withdrawal = z.object({
  version: z.number(),
  reason: z.enum(recallReasons),
  public: z.string(),
  mediaToo: z.boolean(),
})
export type PressWithdrawal = z.infer<typeof withdrawal>

/** Reads a frozen withdrawal. */
export function readPressWithdrawal(body: Buffer): PressWithdrawal {
  return withdrawal.parse(JSON.parse(body.toString('utf8')))
}
