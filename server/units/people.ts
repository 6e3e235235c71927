import type { Me, Person, UnitRef } from '#contracts/unit'
import type { HubRole, UnitRole } from '#contracts/values'
import { can } from '#server/access/can'
import type { PersonActor } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { uploadUnitIds } from './choose-unit.ts'
import { curatingUnitId, hubName } from './curating-unit.ts'
import { erasedDomain } from './erase-person.ts'
import { unitsNamedAt } from './unit-names.ts'

/**
 * People with their roles, by name; one person where an id is given. Who was erased stands only under the acts of before and is no
 * longer among them.
 */
export async function listPeople(db: Db, id?: string): Promise<Person[]> {
  const rows = await db.person.findMany({
    where: id ? { id } : { email: { not: { endsWith: erasedDomain } } },
    orderBy: { name: 'asc' },
    include: { memberships: true },
  })
  const units = await unitRefs(db)
  return rows.map(row => ({
    id: row.id,
    email: row.email,
    name: row.name,
    hubRoles: row.hubRoles as HubRole[],
    memberships: row.memberships.map(m => ({ unit: units.get(m.unitId)!, role: m.role as UnitRole })),
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    secondFactor: row.twoFactorEnabled,
  }))
}

/** What the web needs to know about the person who is signed in. */
export async function readMe(db: Db, actor: PersonActor, requireTotp: boolean): Promise<Me> {
  const person = await db.person.findUniqueOrThrow({ where: { id: actor.id } })
  const units = await unitRefs(db)
  const curating = await curatingUnitId(db)
  const upload = uploadUnitIds(actor, curating)
  return {
    id: person.id,
    email: person.email,
    name: person.name,
    language: person.language === 'en' ? 'en' : 'vi',
    hubRoles: [...actor.hubRoles],
    memberships: actor.memberships.filter(m => !m.predecessor).map(m => ({ unit: units.get(m.unitId)!, role: m.role })),
    may: {
      upload: upload.length > 0,
      curate: can(actor, { act: 'hub.curate' }),
      administer: can(actor, { act: 'hub.administer' }),
    },
    uploadUnits: upload.map(id => units.get(id)!),
    hub: { name: await hubName(db), curatingUnit: curating ? (units.get(curating) ?? null) : null },
    secondFactor: {
      on: person.twoFactorEnabled,
      required: requireTotp && person.hubRoles.length > 0 && !person.twoFactorEnabled,
    },
    inviteUnits: [...units.values()].filter(unit => can(actor, { act: 'unit.invite', unitId: unit.id })),
  }
}

/** Every unit by id, with its name of today. */
export async function unitRefs(db: Db): Promise<Map<string, UnitRef>> {
  const rows = await unitsNamedAt(db, 'all')
  return new Map(rows.map(({ id, code, name, shortName }) => [id, { id, code, name, shortName }]))
}
