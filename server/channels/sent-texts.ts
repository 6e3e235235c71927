import { z } from 'zod'
import type { DeliveryFacts, MemberFacts } from './delivery-facts.ts'

const words = z.object({
  language: z.string(),
  headline: z.string(),
  summary: z.string(),
  caption: z.string(),
  altText: z.string(),
  credit: z.string(),
  body: z.string().nullable(),
})
const shape = z.array(z.object({ assetId: z.string(), role: z.string(), texts: z.array(words) }))
/** The words of each item of a delivery as they stand in its frozen bytes, the main language first. */
export type SentTexts = z.infer<typeof shape>

/** What is kept beside the frozen bytes, so that what is live can be read without knowing the receiver's dialect. */
export function sentTexts(facts: DeliveryFacts): SentTexts {
  return [{ ...facts, role: 'lead' }, ...(facts.members ?? [])].map(said)
}

function said({ asset, role, translations }: MemberFacts): SentTexts[number] {
  const { credit } = asset
  const of = (each: NonNullable<MemberFacts['translations']>[number]) => ({
    ...{ language: each.language, headline: each.title, summary: each.description, caption: each.caption },
    ...{ altText: each.altText, credit, body: each.html },
  })
  return {
    assetId: asset.id,
    role,
    texts: [of({ ...asset, caption: asset.caption ?? '' }), ...(translations ?? []).map(of)],
  }
}

/** Reads the column `delivery.sent`; null for a delivery from before it was kept. */
export function readSentTexts(json: unknown): SentTexts | null {
  return json === null || json === undefined ? null : shape.parse(json)
}
