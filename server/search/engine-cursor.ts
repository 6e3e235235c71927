import { z } from 'zod'
import type { SearchQuery } from '#contracts/search'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { ProblemError } from '#server/platform/problem-error'
import { engineCap } from './meilisearch-settings.ts'
import { type Tier, tiers } from './tiers.ts'

/** Where a page of the engine ended: how the query was taken, and how many hits stand before the next page. */
export type EngineCursor = { sort: SearchQuery['sort']; corrected: boolean; tier: Tier; offset: number }

const mark = 'engine'
const form = ['string', 'string', 'number', 'string', 'integer'] as const
const values = z.tuple([z.literal(mark), z.string(), z.literal([0, 1]), z.enum(tiers), z.int().min(1).max(engineCap)])

/** Writes a cursor. */
export function writeEngineCursor({ sort, corrected, tier, offset }: EngineCursor): string {
  return writeCursor([mark, sort, corrected ? 1 : 0, tier, offset])
}

/** Whether a cursor says of itself that it is the engine's; the index in Postgres reads all others. */
export function isEngineCursor(cursor: string): boolean {
  return Buffer.from(cursor, 'base64url').toString('utf8').startsWith(`["${mark}",`)
}

/** Reads a cursor of the same sort. Throws `invalid-request` for any other. */
export function readEngineCursor(cursor: string, sort: SearchQuery['sort']): EngineCursor {
  const parsed = values.safeParse(readCursor(cursor, form))
  if (!parsed.success || parsed.data[1] !== sort)
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/query/cursor', code: 'cursor', detail: 'unknown cursor' }],
    })
  const [, , corrected, tier, offset] = parsed.data
  return { sort, corrected: corrected === 1, tier, offset }
}
