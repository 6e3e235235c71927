import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { UnitPage } from '#contracts/unit-history'
import type { Caller } from '#server/access/caller'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { applyReform, listReforms } from './apply-reform.ts'
import { createUnit } from './create-unit.ts'
import { setCuratingUnit } from './curating-unit.ts'
import { endUnit } from './end-unit.ts'
import { giveUnitParent } from './give-unit-parent.ts'
import { recordSuccession } from './record-succession.ts'
import { renameUnit } from './rename-unit.ts'
import { unitNamedAt } from './unit-names.ts'
import { readUnitHistory, readUnitPage } from './unit-views.ts'

/** Units over the years: everybody who is signed in reads, administrators change. */
export function unitHistoryRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.readUnitHistory, ({ caller }) => {
    requirePerson(caller.actor)
    return readUnitHistory(db)
  })
  mount(router, operations.readUnit, ({ caller, params }) => {
    requirePerson(caller.actor)
    return readUnitPage(db, caller.actor, params.code!)
  })
  mount(router, operations.createUnit, ({ caller, body }) =>
    change(db, caller, body.code, tx => createUnit(tx, caller, body)),
  )
  mount(router, operations.renameUnit, ({ caller, params, body }) =>
    change(db, caller, params.code!, tx => renameUnit(tx, caller, params.code!, body)),
  )
  mount(router, operations.giveUnitParent, ({ caller, params, body }) =>
    change(db, caller, params.code!, tx => giveUnitParent(tx, caller, params.code!, body)),
  )
  mount(router, operations.endUnit, ({ caller, params, body }) =>
    change(db, caller, params.code!, tx => endUnit(tx, caller, params.code!, body)),
  )
  mount(router, operations.recordSuccession, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    await transaction(db, tx => recordSuccession(tx, caller, body))
    return readUnitHistory(db)
  })
  mountReforms(router, db)
  return router
}

/** Reforms that wait to be confirmed, and the unit that curates. */
function mountReforms(router: Router, db: Db): void {
  mount(router, operations.setCuratingUnit, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    const id = await transaction(db, tx => setCuratingUnit(tx, caller, body.unit))
    return { curatingUnit: await unitNamedAt(db, id) }
  })
  mount(router, operations.listReforms, async ({ caller }) => {
    requireHubRole(caller.actor, 'administer')
    return { reforms: await listReforms(db) }
  })
  mount(router, operations.applyReform, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'administer')
    await applyReform(db, caller, params.code!)
    return { reforms: await listReforms(db) }
  })
}

async function change(db: Db, caller: Caller, code: string, work: (tx: Tx) => Promise<unknown>): Promise<UnitPage> {
  requireHubRole(caller.actor, 'administer')
  await transaction(db, work)
  return readUnitPage(db, caller.actor, code)
}
