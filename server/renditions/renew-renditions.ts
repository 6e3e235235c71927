import type { Db } from '#server/platform/db'
import { transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { enqueueInTurn } from '#server/queue/enqueue-in-turn'
import { lanePriorities } from '#server/queue/lane-priorities'
import { profiles, type RenderedKind } from './profiles.ts'

const jobs = {
  image: 'rendition.image',
  video: 'rendition.video',
  document: 'rendition.document',
  audio: 'rendition.audio',
} as const
// What is asked for in one go; the clock asks again.
const batch = 200
/** Behind everything that a person waits for. */
const lane = 'renewal'

/**
 * The job `rendition.renew`: asks anew for the renditions of ready assets whose recipe is older than today's. While they are made the
 * old ones serve. A file that failed under the old recipe waits for a person. Returns how many were asked for.
 */
export async function renewRenditions(db: Db): Promise<number> {
  let asked = 0
  for (const kind of Object.keys(jobs) as RenderedKind[]) asked += await renewKind(db, kind)
  return asked + (await renewPosters(db))
}

/** Chosen posters that are not there: taken away as damaged, or their job gave up. */
async function renewPosters(db: Db): Promise<number> {
  const rows = await db.$queryRaw<{ assetId: string; objectId: string }[]>`
    select c.asset_id as "assetId", c.object_id as "objectId"
    from poster_choice c
    join asset a on a.id = c.asset_id and a.life = 'active' and a.file = 'ready'
    where not exists (select from rendition r where r.object_id = c.object_id and r.name = 'poster.' || c.asset_id)
      and not exists (select from graphile_worker.jobs j where j.key = 'poster:' || c.asset_id)
    limit ${batch}`
  await transaction(db, async tx => {
    for (const ids of rows) {
      await enqueue(tx, 'rendition.poster', ids, { key: `poster:${ids.assetId}`, priority: lanePriorities(lane).last })
    }
  })
  return rows.length
}

async function renewKind(db: Db, kind: RenderedKind): Promise<number> {
  const rows = await db.$queryRaw<{ assetId: string; versionId: string; unitId: string }[]>`
    select a.id as "assetId", v.id as "versionId", a.unit_id as "unitId"
    from asset a
    join lateral (select id, object_id from asset_version where asset_id = a.id order by number desc limit 1) v on true
    where a.kind = ${kind} and a.file = 'ready' and a.life = 'active' and v.object_id is not null
      and exists (select from rendition r where r.object_id = v.object_id)
      and not exists (select from rendition r where r.object_id = v.object_id and r.recipe >= ${profiles[kind].recipe} and r.name <> 'marked' and r.name not like 'for-%')
      and not exists (select from graphile_worker.jobs j where j.key = 'rendition:' || v.id)
    order by a.created_at desc
    limit ${batch}`
  await transaction(db, async tx => {
    for (const { unitId, ...ids } of rows) {
      const turn = { lane, unitId, flags: ['long'], key: `rendition:${ids.versionId}` } as const
      await enqueueInTurn(tx, jobs[kind], { ...ids, lane }, turn)
    }
  })
  return rows.length
}
