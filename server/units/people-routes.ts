import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { addPerson } from './add-person.ts'
import { erasePerson } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
import { listPeople, readMe } from './people.ts'

/** The person who is signed in, and the people of the hub. */
export function peopleRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.readMe, ({ caller }) => {
    requirePerson(caller.actor)
    return readMe(db, caller.actor)
  })
  mount(router, operations.listPeople, async ({ caller }) => {
    requireHubRole(caller.actor, 'administer')
    return { people: await listPeople(db) }
  })
  mount(router, operations.createPerson, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    const id = await addPerson(db, caller, body)
    const [person] = await listPeople(db, id)
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
  return router
}
