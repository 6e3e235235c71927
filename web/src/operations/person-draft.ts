import type { RoleChange } from '#contracts/people-operations'
import type { NewPerson, Person } from '#contracts/unit'
import type { HubRole, UnitRole } from '#contracts/values'

export type PersonDraft = {
  name: string
  email: string
  password: string
  unit: string
  role: UnitRole
  hubRoles: HubRole[]
}
export type PersonGap = 'name' | 'email' | 'password' | 'role'

export const emptyPerson: PersonDraft = {
  name: '',
  email: '',
  password: '',
  unit: '',
  role: 'contributor',
  hubRoles: [],
}

/** What keeps the form from being sent, in the order of its fields. Somebody without any role could only sign in and see nothing. */
export function personGaps(draft: PersonDraft): PersonGap[] {
  const gaps: PersonGap[] = []
  if (draft.name.trim() === '') gaps.push('name')
  if (!/^\S+@\S+\.\S+$/.test(draft.email.trim())) gaps.push('email')
  if (draft.password.length < 12) gaps.push('password')
  if (draft.unit === '' && draft.hubRoles.length === 0) gaps.push('role')
  return gaps
}

export function toNewPerson(draft: PersonDraft): NewPerson {
  return {
    name: draft.name.trim(),
    email: draft.email.trim().toLowerCase(),
    password: draft.password,
    hubRoles: draft.hubRoles,
    memberships: draft.unit === '' ? [] : [{ unit: draft.unit, role: draft.role }],
  }
}

// No letters that look alike: it is read out over the phone.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A first password of four groups of four, about 79 bits from the given random source. */
export function makePassword(random: (count: number) => Uint8Array): string {
  // Bytes of 248 and more would favour the first letters.
  const picked: string[] = []
  while (picked.length < 16) {
    for (const byte of random(32))
      if (byte < 248 && picked.length < 16) picked.push(letters[byte % letters.length] ?? '')
  }
  return picked.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** A person's roles as they are sent back when one is changed. */
export function rolesOf({ hubRoles, memberships }: Pick<Person, 'hubRoles' | 'memberships'>): RoleChange {
  return {
    hubRoles: (['curator', 'administrator'] as const).filter(role => hubRoles.includes(role)),
    memberships: memberships.map(({ unit, role }) => ({ unit: unit.code, role })),
  }
}

export type PeopleFilter = 'all' | 'staff' | 'suspended' | 'noRole'

/** Whether a person belongs to what is looked at. */
export function inFilter(
  person: Pick<Person, 'hubRoles' | 'memberships' | 'suspendedAt'>,
  filter: PeopleFilter,
): boolean {
  if (filter === 'staff') return person.hubRoles.length > 0
  if (filter === 'suspended') return person.suspendedAt !== null
  if (filter === 'noRole') return person.hubRoles.length + person.memberships.length === 0
  return true
}
