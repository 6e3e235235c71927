import { z } from 'zod'
import { searchQuestion } from './search.ts'
import { isoDate, isoDateTime, line, uuid } from './values.ts'

/** When the owner is told of what is new: never; within about a minute; each morning. */
export const alertWays = ['off', 'at-once', 'daily'] as const
export type AlertWay = (typeof alertWays)[number]
export const mostSavedSearches = 100

const name = line(120).pipe(z.string().min(1))
export const newSavedSearch = z.strictObject({
  name,
  query: searchQuestion,
  alert: z.enum(alertWays).default('off'),
  /** Whether what is new comes by mail too, beside the app. */
  mail: z.boolean().default(true),
  /** Given out as a feed of what is public in it, under its name; `not-allowed` for who may not curate. */
  feed: z.boolean().default(false),
})
export type NewSavedSearch = z.output<typeof newSavedSearch>

export const savedSearchEdit = z
  .strictObject({
    name: name.optional(),
    query: searchQuestion.optional(),
    alert: z.enum(alertWays).optional(),
    mail: z.boolean().optional(),
    feed: z.boolean().optional(),
  })
  .refine(edit => Object.keys(edit).length > 0, { message: 'nothing-to-change' })
export type SavedSearchEdit = z.output<typeof savedSearchEdit>

export const savedSearch = z.object({
  id: uuid,
  name: z.string(),
  /** Only what says something: members of the search's query that stand as they would by themselves are left out. */
  query: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  /** Members that the hub of today does not know any more; the search runs without them. */
  dropped: z.array(z.string()),
  alert: z.enum(alertWays),
  mail: z.boolean(),
  /** The name of its feed (`search:<id>`), where it is given out as one. */
  feed: z.string().nullable(),
  /** When something new was last told. */
  toldAt: isoDateTime.nullable(),
  createdAt: isoDateTime,
  updatedAt: isoDateTime,
})
export type SavedSearch = z.infer<typeof savedSearch>
export const savedSearchAnswer = z.object({ savedSearch })
export const savedSearchList = z.object({ savedSearches: z.array(savedSearch) })
export type SavedSearchList = z.infer<typeof savedSearchList>

/** What a letter's link would stop. `search`: one saved search, by its name (null once it is deleted); `all`: all of a person's. */
export const unsubscription = z.object({
  stops: z.enum(['search', 'all']),
  name: z.string().nullable(),
  /** Nothing of it comes by mail any more. */
  stopped: z.boolean(),
})
export type Unsubscription = z.infer<typeof unsubscription>

const month = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
export const searchTermQuery = z.strictObject({
  /** `2026-11`; this month where it is left out. A month is a month in Vietnam. */
  month: month.optional(),
})
const searchTerm = z.object({
  /** Folded: lower case without marks. */
  term: z.string(),
  asked: z.int(),
  /** How often it found nothing; 1 to 9; 10 to 99; 100 and more. */
  found: z.object({ none: z.int(), few: z.int(), dozens: z.int(), many: z.int() }),
})
export type SearchTerm = z.infer<typeof searchTerm>
export const searchTermList = z.object({
  month,
  /** First day of the earliest month that there is something of. */
  earliest: isoDate.nullable(),
  /** Asked by at least so many on one day. */
  askers: z.int(),
  /** Most asked first, at most 100 each; `nothing`: those that mostly found nothing. */
  top: z.array(searchTerm),
  nothing: z.array(searchTerm),
})
export type SearchTermList = z.infer<typeof searchTermList>
