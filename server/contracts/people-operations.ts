import { z } from 'zod'
import { invitationAnswer } from './identity.ts'
import type { Operation } from './operation.ts'
import { me, newPerson, personAnswer } from './unit.ts'
import { line } from './values.ts'

const v1 = '/api/v1'

/** What people may change of their own entry. The address is an administrator's to give: it is what they sign in with. */
export const meEdit = z.strictObject({
  name: line(120).pipe(z.string().min(1)).optional(),
  language: z.enum(['vi', 'en']).optional(),
})
export type MeEdit = z.infer<typeof meEdit>
/** Every role of a person at once: what is left out is taken away. Units by code or id. */
export const roleChange = newPerson.pick({ hubRoles: true, memberships: true })
export type RoleChange = z.infer<typeof roleChange>

/** Operations of the pages about people. */
export const peopleOperations = {
  editMe: {
    id: 'editMe',
    method: 'patch',
    path: `${v1}/me`,
    tag: 'people',
    summary: 'Change the own name or language',
    access: 'self',
    body: meEdit,
    status: 200,
    answer: me,
  },
  changeRoles: {
    id: 'changeRoles',
    method: 'put',
    path: `${v1}/people/{id}/roles`,
    tag: 'people',
    summary: 'Give a person other roles, effective at once',
    access: 'administer',
    body: roleChange,
    status: 200,
    answer: personAnswer,
  },
  resendInvitation: {
    id: 'resendInvitation',
    method: 'post',
    path: `${v1}/invitations/{id}/resending`,
    tag: 'people',
    summary: 'Send an invitation again: a new link, the old one no longer works',
    access: 'unit:invite',
    status: 200,
    answer: invitationAnswer,
  },
} as const satisfies Record<string, Operation>
