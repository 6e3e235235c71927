import { z } from 'zod'
import { unit, unitRef } from './unit.ts'
import { code, isoDate, isoDateTime, line, text, unitKinds, unitRoles, uuid } from './values.ts'

export const successionKinds = ['merge', 'split', 'rename', 'transfer'] as const
export type SuccessionKind = (typeof successionKinds)[number]

const basis = text(500).pipe(z.string().min(1))
const name = line(200).pipe(z.string().min(1))
const naming = {
  name,
  shortName: line(60).pipe(z.string().min(1)),
  nameEn: line(200).nullable().default(null),
  /** What stands in the numbers of the unit's documents, such as `STTTT`. */
  symbol: line(40).nullable().default(null),
}

/** One name of a unit with its first and last day; null is open. */
export const unitName = z.object({
  name: z.string(),
  shortName: z.string(),
  nameEn: z.string().nullable(),
  symbol: z.string().nullable(),
  validFrom: isoDate.nullable(),
  validTo: isoDate.nullable(),
  basis: z.string().nullable(),
})
export const unitParent = z.object({
  parent: unitRef,
  validFrom: isoDate.nullable(),
  validTo: isoDate.nullable(),
  basis: z.string().nullable(),
})
/** From `date` on `to` stands in the place of `from`, whose last day was the day before. */
export const succession = z.object({
  id: uuid,
  from: unitRef,
  to: unitRef,
  kind: z.enum(successionKinds),
  date: isoDate,
  basis: z.string(),
})
export type Succession = z.infer<typeof succession>
/** A unit over the years. */
export const unitHistory = unit.extend({ names: z.array(unitName), parents: z.array(unitParent) })
export type UnitHistory = z.infer<typeof unitHistory>
export const unitHistoryList = z.object({ units: z.array(unitHistory), successions: z.array(succession) })
/** One unit; `people` who act in it now, for its own people and the hub's staff, else null. */
export const unitPage = z.object({
  unit: unitHistory,
  successions: z.array(succession),
  curates: z.boolean(),
  people: z.array(z.object({ id: uuid, name: z.string(), role: z.enum(unitRoles) })).nullable(),
})
export type UnitPage = z.infer<typeof unitPage>

export const newUnit = z.strictObject({
  code,
  kind: z.enum(unitKinds),
  ...naming,
  validFrom: isoDate.nullable().default(null),
  basis: basis.nullable().default(null),
})
export type NewUnit = z.infer<typeof newUnit>
export const rename = z.strictObject({ ...naming, from: isoDate, basis })
export type Rename = z.infer<typeof rename>
/** `parent` by its code, null for none from that day on. */
export const newParent = z.strictObject({ parent: code.nullable(), from: isoDate, basis })
export type NewParent = z.infer<typeof newParent>
export const ending = z.strictObject({ lastDay: isoDate, basis })
export type Ending = z.infer<typeof ending>
/** Merge: several (or one) into one. Split: one into several. Rename, transfer: one into one. Units by their codes. */
export const newSuccession = z.strictObject({
  kind: z.enum(successionKinds),
  from: z.array(code).min(1).max(100),
  to: z.array(code).min(1).max(100),
  date: isoDate,
  basis,
})
export type NewSuccession = z.infer<typeof newSuccession>
export const curatingUnitChange = z.strictObject({ unit: code })
export const curatingUnitAnswer = z.object({ curatingUnit: unitRef })

/** What a reform will do, in this order: units that begin, successions, units that end without a successor, the curating unit. */
export const reformPlan = z.strictObject({
  title: z.string(),
  titleEn: z.string(),
  date: isoDate,
  units: z.array(newUnit).default([]),
  successions: z.array(newSuccession).default([]),
  endings: z.array(ending.extend({ unit: code })).default([]),
  curatingUnit: code.nullable().default(null),
})
export type ReformPlan = z.infer<typeof reformPlan>
export const reform = z.object({ code, plan: reformPlan, appliedAt: isoDateTime.nullable() })
export const reformList = z.object({ reforms: z.array(reform) })
export type Reform = z.infer<typeof reform>
