import { purposeRefusal } from '#contracts/rights-purpose'
import { type ReusePurpose, type RightsSaid, reusePurposes } from '#contracts/rights-values'
import type { ColourFamily, Orientation } from '#contracts/search-values'
import { colourFamily } from './colour-family.ts'

/**
 * What search filters and sorts by beside the words, as it is indexed. Nothing here changes by the clock: `purposes` are those that the
 * rights let through while they run; embargo, dates and recalls are asked of the asset at each search.
 */
export type SearchFacts = {
  orientation: Orientation | null
  colours: ColourFamily[]
  durationMs: number | null
  /** Bytes of the original, 0 where there is none. */
  size: number
  captioned: boolean
  purposes: ReusePurpose[]
}

/** As the database says it: of the object only what its asset may show, colours as `#rrggbb`, most frequent first. */
export type FactRow = {
  width: number | null
  height: number | null
  colours: readonly string[]
  durationMs: number | null
  size: number
  captioned: boolean
  rights: RightsSaid | null
}

// The first two cover most of a picture; a face in a crowd does not make it pink.
const coloursTold = 2

/** Reads facts off the rows. Pure. */
export function searchFacts({ width, height, colours, durationMs, size, captioned, rights }: FactRow): SearchFacts {
  const families = colours.slice(0, coloursTold).flatMap(hex => colourFamily(hex) ?? [])
  return {
    orientation: orientationOf(width, height),
    colours: [...new Set(families)],
    ...{ durationMs, size, captioned, purposes: purposesOf(rights) },
  }
}

function orientationOf(width: number | null, height: number | null): Orientation | null {
  if (!width || !height) return null
  if (width > height * 1.05) return 'landscape'
  return height > width * 1.05 ? 'portrait' : 'square'
}

/** What the rights cover, as if they ran today: the same rule that lets a person take the asset. */
function purposesOf(rights: RightsSaid | null): ReusePurpose[] {
  const undated = rights && { ...rights, validFrom: null, validUntil: null, consent: null }
  return reusePurposes.filter(
    purpose => purposeRefusal({ rights: undated, embargoUntil: null }, purpose, new Date(0)) === null,
  )
}
