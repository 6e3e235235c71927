import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { createCampaign, editCampaign, listCampaigns } from './campaigns.ts'
import { changeChannelDesk, changeDeskSettings, readDeskSettings } from './desk-settings.ts'

/** Four eyes, what channels ask for, and campaigns. */
export function deskSettingsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.readDeskSettings, ({ caller }) => {
    requireHubRole(caller.actor, 'curate')
    return readDeskSettings(db)
  })
  mount(router, operations.changeDeskSettings, async ({ caller, body }) => {
    await changeDeskSettings(db, caller, body)
    return readDeskSettings(db)
  })
  mount(router, operations.changeChannelDesk, async ({ caller, params, body }) => {
    await changeChannelDesk(db, caller, params.id!, body)
    return readDeskSettings(db)
  })
  mount(router, operations.listCampaigns, async ({ caller }) => {
    requirePerson(caller.actor)
    return { campaigns: await listCampaigns(db) }
  })
  mount(router, operations.createCampaign, async ({ caller, body }) => {
    const [campaign] = await listCampaigns(db, await createCampaign(db, caller, body))
    return { campaign: campaign! }
  })
  mount(router, operations.editCampaign, async ({ caller, params, body }) => {
    await editCampaign(db, caller, params.id!, body)
    const [campaign] = await listCampaigns(db, params.id!)
    return { campaign: campaign! }
  })
  return router
}
