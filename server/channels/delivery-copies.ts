import { z } from 'zod'
import type { DeliveryFacts, FactsMedia } from './delivery-facts.ts'

/** What goes in the place of a file of an asset: a copy, or (nulls) the file as it is stored. `source` is the file's SHA-256. */
export type DeliveryCopy = { assetId: string; source: string; sha256: string | null; size: number | null }

const kept = z.array(
  z.object({ assetId: z.string(), source: z.string(), sha256: z.string().nullable(), size: z.number().nullable() }),
)

/** The copies of a delivery's row as they were prepared. */
export function readCopies(column: unknown): DeliveryCopy[] {
  return column === null || column === undefined ? [] : kept.parse(column)
}

/** A thumbnail is looked at, and taken by nobody. */
export const isCopied = ({ rendition }: Pick<FactsMedia, 'rendition'>) => rendition !== 'thumb'

/**
 * The facts with the prepared copies of their files in the place of the files. Null where one of the files was not prepared: the asset
 * has others than it had.
 */
export function withCopies(facts: DeliveryFacts, copies: readonly DeliveryCopy[]): DeliveryFacts | null {
  const own = mediaOf(facts.asset.id, facts.media, copies)
  const members = (facts.members ?? []).map(member => ({
    member,
    media: mediaOf(member.asset.id, member.media, copies),
  }))
  if (!own || members.some(each => !each.media)) return null
  return { ...facts, media: own, members: members.map(({ member, media }) => ({ ...member, media: media! })) }
}

function mediaOf(
  assetId: string,
  media: readonly FactsMedia[],
  copies: readonly DeliveryCopy[],
): readonly FactsMedia[] | null {
  const replaced = media.map(file => {
    if (!isCopied(file)) return file
    const copy = copies.find(each => each.assetId === assetId && each.source === file.sha256)
    if (!copy) return null
    return copy.sha256 === null ? file : { ...file, sha256: copy.sha256, size: copy.size ?? file.size }
  })
  return replaced.some(file => !file) ? null : replaced.flatMap(file => file ?? [])
}
