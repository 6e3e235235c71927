import type { Deps } from '#server/deps'
import { failRendition } from '#server/renditions/fail-rendition'

/**
 * A job that killed its worker each time has nobody left to say so: its asset would process for ever. Objects whose rendition job
 * is a dead letter while an asset still waits end as failed.
 */
export async function failDeadRenditions({ db, log }: Pick<Deps, 'db' | 'log'>): Promise<void> {
  const rows = await db.$queryRaw<{ assetId: string; objectId: string; reason: string | null }[]>`
    select distinct v.asset_id as "assetId", v.object_id as "objectId", j.last_error as reason
    from graphile_worker._private_jobs p
    join graphile_worker.jobs j on j.id = p.id
    join asset_version v on v.id = (p.payload ->> 'versionId')::uuid
    join asset on asset.id = v.asset_id
    where (j.task_identifier like 'rendition.%' or j.task_identifier = 'scan.file') and j.attempts >= j.max_attempts and j.locked_at is null
      and asset.file = 'processing' and v.object_id is not null
      and not exists (select from graphile_worker.jobs live
        where live.key in ('rendition:' || v.id, 'scan:' || v.id) and live.attempts < live.max_attempts)`
  for (const { assetId, objectId, reason } of rows) {
    log.warn({ event: 'rendition.dead', objectId, reason })
    await failRendition(db, { assetId, objectId }, 'gave-up')
  }
}
