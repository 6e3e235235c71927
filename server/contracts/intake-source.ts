import { z } from 'zod'
import { unitRef } from './unit.ts'
import { isoDateTime, languages, line, text, uuid } from './values.ts'

export const sourceKinds = ['feed', 'ninjs', 'page'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** Why a source could not be read; the web has the words. */
export const sourceProblems = [
  'refused',
  'timeout',
  'network',
  'tls',
  'too-large',
  'http-status',
  'redirects',
  'not-a-feed',
  'hostile',
  'encoding',
] as const
export type SourceProblem = (typeof sourceProblems)[number]

const address = z.url({ protocol: /^https?$/ }).max(1000)
/** Rights that hold for what a source gives unless an item says otherwise; `null`: unknown. */
const sourceRights = z
  .strictObject({
    statement: z.url().max(200),
    holder: line(200).optional(),
    grant: line(500).optional(),
    usageTerms: text(1000).optional(),
  })
  .nullable()

const said = {
  name: line(200).pipe(z.string().min(1)),
  kind: z.enum(sourceKinds),
  address,
  /** Code of the unit that decides on what comes. */
  unit: z.string().max(64),
  rights: sourceRights,
  credit: line(300),
  language: z.enum(languages),
  topic: line(64).nullable(),
  everyMinutes: z.int().min(5).max(10_080),
  active: z.boolean(),
}
export const newSource = z.strictObject({
  ...said,
  rights: said.rights.default(null),
  credit: said.credit.default(''),
  language: said.language.default('vi'),
  topic: said.topic.default(null),
  everyMinutes: said.everyMinutes.default(30),
  active: said.active.default(true),
})
export type NewSource = z.output<typeof newSource>
export const sourceEdit = z.strictObject(said).partial()
export type SourceEdit = z.output<typeof sourceEdit>

export const source = z.object({
  id: uuid,
  name: z.string(),
  kind: z.enum(sourceKinds),
  address: z.string(),
  unit: unitRef,
  rights: z
    .object({
      statement: z.string(),
      holder: z.string().nullable(),
      grant: z.string().nullable(),
      usageTerms: z.string().nullable(),
    })
    .nullable(),
  credit: z.string(),
  language: z.enum(languages),
  topic: z.string().nullable(),
  everyMinutes: z.int(),
  active: z.boolean(),
  health: z.object({
    lastFetchAt: isoDateTime.nullable(),
    lastSuccessAt: isoDateTime.nullable(),
    problem: z.enum(sourceProblems).nullable(),
    failuresInRow: z.int(),
    /** Until when it is left alone after several failures. */
    openUntil: isoDateTime.nullable(),
    nextAt: isoDateTime.nullable(),
    /** Items in its last answer. */
    lastCount: z.int().nullable(),
  }),
  waiting: z.int(),
})
export type Source = z.infer<typeof source>
export const sourceList = z.object({ sources: z.array(source) })
export const sourceAnswer = z.object({ source })
