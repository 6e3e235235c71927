import { z } from 'zod'
import type { SearchQuery } from '#contracts/search'
import { isoDate } from '#contracts/values'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { ProblemError } from '#server/platform/problem-error'
import { type Tier, tiers } from './tiers.ts'

/**
 * Where a page ended: how the query was taken (so that the next page is of the same list), and the sort values of its last hit.
 * `score` is the size or the number of uses where those sort; `title` is as much of it as sorts.
 */
export type SearchCursor = {
  sort: SearchQuery['sort']
  corrected: boolean
  tier: Tier
  score: number
  date: string
  title: string
  id: string
}

const form = ['string', 'number', 'string', 'number', 'string', 'string', 'string'] as const
const values = z.tuple([
  z.string(),
  z.literal([0, 1]),
  z.enum(tiers),
  z.number(),
  isoDate.refine(date => date >= '0001'),
  z
    .string()
    .max(120)
    .refine(title => !title.includes('\u0000')),
  z.uuid(),
])

/** Writes a cursor; well below the 500 characters that the contract takes. */
export function writeSearchCursor({ sort, corrected, tier, score, date, title, id }: SearchCursor): string {
  return writeCursor([sort, corrected ? 1 : 0, tier, score, date, title, id])
}

/** Reads a cursor of the same sort. Throws `invalid-request` for any other. */
export function readSearchCursor(cursor: string, sort: SearchQuery['sort']): SearchCursor {
  const parsed = values.safeParse(readCursor(cursor, form))
  if (!parsed.success || parsed.data[0] !== sort) {
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/query/cursor', code: 'cursor', detail: 'unknown cursor' }],
    })
  }
  const [, corrected, tier, score, date, title, id] = parsed.data
  return { sort, corrected: corrected === 1, tier, score, date, title, id }
}
