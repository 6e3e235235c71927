import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { PasswordRules } from '#server/identity/password-rules'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import { suspendPerson } from '#server/identity/suspend-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { addPerson } from './add-person.ts'
import { changeRoles } from './change-roles.ts'
import { editMe } from './edit-me.ts'
import { erasePerson } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
import { listPeople, readMe } from './people.ts'

type PeopleDeps = { db: Db; passwords: PasswordRules; config: { requireTotp: boolean } }

/** The person who is signed in, and the people of the hub. */
export function peopleRouter({ db, passwords, config }: PeopleDeps): Router {
  const router = Router()
  mount(router, operations.readMe, ({ caller }) => {
    requirePerson(caller.actor)
    return readMe(db, caller.actor, config.requireTotp)
  })
  mount(router, operations.editMe, async ({ caller, body }) => {
    requirePerson(caller.actor)
    await editMe(db, caller, caller.actor, body)
    return readMe(db, caller.actor, config.requireTotp)
  })
  mount(router, operations.listPeople, async ({ caller }) => {
    requireHubRole(caller.actor, 'administer')
    return { people: await listPeople(db) }
  })
  mount(router, operations.createPerson, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    const id = await addPerson(db, passwords, caller, body)
    const [person] = await listPeople(db, id)
    return { person: person! }
  })
  mount(router, operations.changeRoles, async ({ caller, params, body }) => {
    requireHubRole(caller.actor, 'administer')
    await changeRoles(db, caller, params.id!, body)
    const [person] = await listPeople(db, params.id!)
    return { person: person! }
  })
  mount(router, operations.exportPerson, ({ caller, params, res }) => {
    requireHubRole(caller.actor, 'administer')
    res.set('content-disposition', `attachment; filename="person-${params.id}.json"`)
    return exportPerson(db, caller, params.id!)
  })
  mount(router, operations.erasePerson, ({ caller, params }) => {
    requireHubRole(caller.actor, 'administer')
    return erasePerson(db, caller, params.id!)
  })
  const suspensions = [
    [operations.suspendPerson, true],
    [operations.liftSuspension, false],
  ] as const
  for (const [operation, suspended] of suspensions) {
    mount(router, operation, async ({ caller, params }) => {
      requireHubRole(caller.actor, 'administer')
      await suspendPerson(db, caller, params.id!, suspended)
      const [person] = await listPeople(db, params.id!)
      return { person: person! }
    })
  }
  return router
}
