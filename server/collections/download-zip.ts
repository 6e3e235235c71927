import type { Response } from 'express'
import { type ZipPlan, type ZipSize, type ZipWish, zipLimit } from '#contracts/download'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { factsOf, findReadableAsset } from '#server/assets/find-readable-asset'
import { visibleSql } from '#server/assets/visible-sql'
import { record } from '#server/audit/record'
import { type PersonActor, requirePerson } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { personActor } from '#server/units/actor-of'
import { findCollection } from './find-collection.ts'
import { streamZip } from './stream-zip.ts'
import { type Ask, planEntries, zipEntries } from './zip-entries.ts'
import { withZipTurn } from './zip-turns.ts'

type Deps = { db: Db; store: ObjectStore; log: Log }
type Chosen = { name: string; ids: string[]; size: ZipSize; ask: Ask; actor: Actor }

/** How many files and bytes the ZIP would hold for this person now. Throws `nothing-to-download`, `zip-too-large`. */
export async function planZip({ db }: Pick<Deps, 'db'>, caller: Caller, wish: ZipWish): Promise<ZipPlan> {
  const chosen = await choose(db, caller, wish)
  return { name: `${chosen.name}.zip`, ...(await planEntries(db, chosen)) }
}

/**
 * Streams the ZIP of a selection or a board. Before the first byte it throws as `planZip` does; after that what a person loses on the
 * way (a right that ends, a role, the account) is left out from that file on.
 */
export async function downloadZip(deps: Deps, caller: Caller, wish: ZipWish, res: Response): Promise<void> {
  const { db } = deps
  const chosen = await choose(db, caller, wish)
  requirePerson(caller.actor)
  await withZipTurn(caller.actor.id, async () => {
    await planEntries(db, chosen)
    const entries = zipEntries(deps, chosen, ({ id, unitId }, file) =>
      transaction(db, async tx => {
        const after = { file, zip: true }
        await record(tx, caller, { act: 'asset.download', subjectKind: 'asset', subjectId: id, unitId, after })
      }),
    )
    await streamZip(res, chosen.name, entries)
  })
}

async function choose(db: Db, { actor }: Caller, wish: ZipWish): Promise<Chosen> {
  requirePerson(actor)
  const ask = askFor(db, actor)
  if (wish.collection === undefined)
    return { name: `tu-lieu-${today()}`, ids: [...new Set(wish.assets)], size: wish.size, ask, actor }
  const { name } = await findCollection(db, actor, wish.collection, 'collection.read')
  const rows = await db.$queryRaw<{ id: string }[]>`
    select a.id from collection_item i join asset a on a.id = i.asset_id
    where i.collection_id = ${wish.collection}::uuid and ${visibleSql(actor, 'a')}
    order by i.position, i.asset_id limit ${zipLimit + 1}`
  if (rows.length > zipLimit) throw new ProblemError('zip-too-large')
  return { name, ids: rows.map(row => row.id), size: wish.size, ask, actor }
}

/** Who asked, as they are by then: a ZIP lasts for hours, and a person may be suspended meanwhile. */
function askFor(db: Db, asked: PersonActor): Ask {
  return async id => {
    const now = await personActor(db, asked.id)
    // Roles that were withheld at the door (a second factor that is missing) stay withheld.
    const actor =
      now.kind === 'person' ? { ...now, hubRoles: now.hubRoles.filter(role => asked.hubRoles.includes(role)) } : now
    const asset = await findReadableAsset(db, actor, id).catch(error => {
      if (error instanceof ProblemError) return null
      throw error
    })
    // What is recalled is packed for nobody, not for its keepers either.
    return asset &&
      !asset.recalledAt &&
      can(actor, { act: 'asset.download', asset: factsOf(asset) }) &&
      actor.kind === 'person'
      ? { asset, mayEdit: can(actor, { act: 'asset.edit', asset: factsOf(asset) }) }
      : null
  }
}

/** `2026-11-23` in Vietnam. */
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
