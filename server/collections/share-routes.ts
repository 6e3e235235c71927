import { type Request, Router } from 'express'
import { operations } from '#contracts/operations'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import { hubSecret } from '#server/platform/secrets'
import type { ObjectStore } from '#server/storage/object-store'
import { createShare, revokeShare } from './create-share.ts'
import { deliverShared, deliverSharedZip } from './deliver-shared.ts'
import { enterShare } from './enter-share.ts'
import { listShares, listVisits } from './list-shares.ts'
import { openShare } from './open-share.ts'
import { recordVisit } from './record-visit.ts'
import { passSeconds } from './share-token.ts'
import { type Recalled, sharedAssets } from './shared-assets.ts'
import { sharedBoard } from './shared-board.ts'
import { wantMarks } from './want-marks.ts'

type Deps = { db: Db; store: ObjectStore; log: Log; recalled: Recalled; config: { dataDir: string; publicUrl: string } }

const cookie = 'hub-share'

/** Links to a board: made and revoked by those who manage it, opened by whoever holds the address. */
export function sharesRouter(deps: Deps): Router {
  const { db, config, recalled } = deps
  const router = Router()
  let known: Promise<string> | null = null
  const secret = () => {
    known ??= hubSecret(config.dataDir, 'session-secret')
    return known
  }
  const open = async (req: Request, token: string) => openShare(db, token, passOf(req), await secret())

  mount(router, operations.listShares, async ({ caller, params }) => ({
    shares: await listShares(db, caller.actor, params.id!),
  }))
  mount(router, operations.createShare, async ({ caller, params, body }) => {
    const { id, token } = await createShare(db, caller, params.id!, body)
    const [share] = await listShares(db, caller.actor, params.id!, id)
    if (!share) throw new Error('a link that was made is not there')
    return { share, url: `${config.publicUrl}/chia-se/${token}` }
  })
  mount(router, operations.revokeShare, ({ caller, params }) => revokeShare(db, caller, params.id!, params.shareId!))
  mount(router, operations.listShareVisits, async ({ caller, params }) => ({
    visits: await listVisits(db, caller.actor, params.id!, params.shareId!),
  }))

  mount(router, operations.readShare, async ({ caller, params, req }) => {
    const share = await open(req, params.token!)
    await recordVisit(db, share.id, 'open', caller.origin.address)
    const board = await sharedBoard(db, share, await sharedAssets(db, share, recalled), baseOf(params.token!))
    // A file that was replaced since, or whose preview came later.
    if (board.items.some(item => item.making)) await transaction(db, tx => wantMarks(tx, share.collection.id))
    return board
  })
  mount(router, operations.enterShare, async ({ caller, params, body, res }) => {
    const { address } = caller.origin
    const given = { token: params.token!, password: body.password, address, secret: await secret() }
    const pass = await enterShare(db, given)
    res.cookie(cookie, pass, {
      path: baseOf(params.token!),
      maxAge: passSeconds * 1000,
      httpOnly: true,
      sameSite: 'strict',
      secure: config.publicUrl.startsWith('https:'),
    })
  })
  mount(router, operations.readSharedFile, async ({ caller, params, req, res }) => {
    const share = await open(req, params.token!)
    await deliverShared(deps, { share, caller, assetId: params.assetId!, name: params.name! }, req, res)
  })
  mount(router, operations.downloadSharedZip, async ({ caller, params, req, res }) => {
    const share = await open(req, params.token!)
    await deliverSharedZip(deps, { share, caller, token: params.token! }, res)
  })
  return router
}

const baseOf = (token: string) => `/api/v1/shares/${token}`

/** The link's own cookie; its path is the link's, so another's does not come here. */
function passOf(req: Request): string {
  return /(?:^|;\s*)hub-share=([\w.-]+)/.exec(req.get('cookie') ?? '')?.[1] ?? ''
}
