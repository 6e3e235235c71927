import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

/** How long something lies in the trash before it may be purged. */
export const keptInTrashDays = 30

/** Ids of assets whose time in the trash is over, longest first. */
export async function dueForPurge(db: Db, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from asset a
    where life = 'trashed' and trashed_at < now() - make_interval(days => ${keptInTrashDays})
      and not exists (select from asset_use u where u.asset_id = a.id)
    order by trashed_at, id limit ${limit}`
  return rows.map(row => row.id)
}

/**
 * Takes a trashed asset out of the world for good: its versions and everything said of it go, its id stays and answers as one that
 * never was. Returns the ids of the objects that it held, which the store's side may delete where nobody else holds them; empty where
 * there was nothing to purge (taken out of the trash, in use again, not due, purged before). Idempotent.
 */
export async function purgeAsset(db: Db, assetId: string): Promise<string[]> {
  return transaction(db, async tx => {
    // Objects before the asset: who uploads the same bytes at this moment holds the object's row, and purging waits.
    const objects = await lockObjects(tx, assetId)
    const [asset] = await tx.$queryRaw<{ unitId: string; keptBytes: number; title: string }[]>`
      select unit_id as "unitId", kept_bytes::float8 as "keptBytes", title from asset a
      where id = ${assetId}::uuid and life = 'trashed'
        and trashed_at < now() - make_interval(days => ${keptInTrashDays})
        and not exists (select from asset_use u where u.asset_id = a.id)
      for no key update`
    if (!asset) return []
    const { count } = await tx.assetVersion.deleteMany({ where: { assetId } })
    // What it showed, where it was an article, is let go with it.
    await tx.assetUse.deleteMany({ where: { kind: 'article', ref: assetId } })
    await tx.captionTrack.deleteMany({ where: { assetId } })
    await tx.asset.update({ where: { id: assetId }, data: nothingSaid() })
    const after = { title: asset.title, versions: count, bytes: asset.keptBytes }
    await record(tx, 'system', {
      act: 'asset.purge',
      subjectKind: 'asset',
      subjectId: assetId,
      unitId: asset.unitId,
      after,
    })
    await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
    return objects
  })
}

async function lockObjects(tx: Tx, assetId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select o.id from stored_object o
    where o.id in (select object_id from asset_version where asset_id = ${assetId}::uuid)
    order by o.id for update`
  return rows.map(row => row.id)
}

/** What stays is that there was something, whose it was and when; nothing of what it was about. */
function nothingSaid() {
  const terms = { topics: [], places: [], audiences: [], pillars: [], themes: [] }
  const lists = { tags: [], ...terms, rightsMedia: [], rightsPurposes: [] }
  const empty = { title: '', description: '', creator: '', credit: '', altText: '' }
  const gone = { rightsStatement: null, rightsHolder: null, rightsGrant: null, usageTerms: null, rightsTerritory: null }
  const consent = { consentNote: null, consentFile: null, consentScope: null, failureDetail: null }
  return { ...lists, ...empty, ...gone, ...consent, life: 'purged', visibility: 'draft', revision: { increment: 1 } }
}
