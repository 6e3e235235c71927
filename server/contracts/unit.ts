import { z } from 'zod'
import { code, hubRoles, isoDate, line, unitKinds, unitRoles, uuid } from './values.ts'

/** A unit as today's reader sees it. */
export const unit = z.object({
  id: uuid,
  code,
  kind: z.enum(unitKinds),
  name: z.string(),
  shortName: z.string(),
  nameEn: z.string().nullable(),
  /** Its last day, where it has ended or an end is decided. */
  endedOn: isoDate.nullable(),
})
export type Unit = z.infer<typeof unit>
/** A unit as it is named inside another answer. */
export const unitRef = z.object({ id: uuid, code, name: z.string(), shortName: z.string() })
export type UnitRef = z.infer<typeof unitRef>
export const unitList = z.object({ units: z.array(unit) })

export const membership = z.object({ unit: unitRef, role: z.enum(unitRoles) })
/** The person who is signed in, and what the web may offer them. */
export const me = z.object({
  id: uuid,
  email: z.string(),
  name: z.string(),
  language: z.enum(['vi', 'en']),
  hubRoles: z.array(z.enum(hubRoles)),
  memberships: z.array(membership),
  may: z.object({ upload: z.boolean(), curate: z.boolean(), administer: z.boolean() }),
  uploadUnits: z.array(unitRef),
  hub: z.object({ name: z.string(), curatingUnit: unitRef.nullable() }),
})
export type Me = z.infer<typeof me>

export const newPerson = z.strictObject({
  email: z.email().max(254),
  name: line(120),
  password: z.string().min(12).max(256),
  hubRoles: z.array(z.enum(hubRoles)).max(2).default([]),
  memberships: z
    .array(z.strictObject({ unit: z.string().max(64), role: z.enum(unitRoles) }))
    .max(50)
    .default([]),
})
export type NewPerson = z.infer<typeof newPerson>
export const person = z.object({
  id: uuid,
  email: z.string(),
  name: z.string(),
  hubRoles: z.array(z.enum(hubRoles)),
  memberships: z.array(membership),
})
export const personAnswer = z.object({ person })
export const personList = z.object({ people: z.array(person) })
export type Person = z.infer<typeof person>
