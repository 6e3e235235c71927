import { describe, expect, it } from 'vitest'
import { newPerson } from '#contracts/unit'
import { emptyPerson, makePassword, personGaps, toNewPerson } from './person-draft.ts'

const full = { ...emptyPerson, name: ' Trần An ', email: ' An@Bao.vn ', password: 'mat-khau-dai-12', unit: 'bao' }

describe('a new person', () => {
  it('names each gap in the order of the form', () => {
    expect(personGaps(emptyPerson)).toEqual(['name', 'email', 'password', 'role'])
    expect(personGaps(full)).toEqual([])
  })
  it('may have a role of the hub instead of a unit', () => {
    expect(personGaps({ ...full, unit: '' })).toEqual(['role'])
    expect(personGaps({ ...full, unit: '', hubRoles: ['curator'] })).toEqual([])
  })
  it('is sent as the contract takes it', () => {
    const sent = toNewPerson(full)
    expect(newPerson.safeParse(sent).success).toBe(true)
    expect(sent).toMatchObject({
      name: 'Trần An',
      email: 'an@bao.vn',
      memberships: [{ unit: 'bao', role: 'contributor' }],
    })
  })
  it('gets a first password of readable letters that is long enough', () => {
    const password = makePassword(count => Uint8Array.from({ length: count }, (_, index) => (index * 37) % 256))
    expect(password).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/)
    expect(password).not.toMatch(/[ilo01]/)
  })
})
