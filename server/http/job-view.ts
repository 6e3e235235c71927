import type { Job } from '#contracts/job'
import type { Doing } from '#contracts/processing'
import type { Actor } from '#server/access/actor'
import { visibleTitles } from '#server/assets/visible-titles'
import type { Db, Tx } from '#server/platform/db'
import type { QueueJob } from '#server/queue/list-jobs'
import { unitsNamedAt } from '#server/units/unit-names'

/** Jobs with what the hub knows of their assets. Titles and units only of assets that the actor may read. */
export async function jobViews(db: Db, actor: Actor, jobs: readonly QueueJob[]): Promise<Job[]> {
  const ids = [...new Set(jobs.flatMap(({ assetId }) => assetId ?? []))]
  const titles = ids.length > 0 ? await visibleTitles(db, actor, ids) : new Map<string, string>()
  const assets = ids.length > 0 ? await filesOf(db, ids) : []
  const units = assets.length > 0 ? await unitsNamedAt(db, [...new Set(assets.map(({ unitId }) => unitId))]) : []
  return jobs.map(job => {
    const asset = assets.find(({ id }) => id === job.assetId)
    const seen = asset && titles.has(asset.id)
    const onFile = isFileJob(job.name) && asset?.file === 'processing'
    return {
      ...job,
      assetTitle: seen ? titles.get(asset.id)! : null,
      unit: seen ? (units.find(({ id }) => id === asset.unitId)?.shortName ?? null) : null,
      percent: onFile ? asset.progress : null,
      doing: onFile && job.state === 'running' ? (asset.doing as Doing | null) : null,
      may: {
        cancel: onFile && job.state !== 'dead',
        retry: job.state === 'dead',
        raise: job.state === 'waiting' || job.state === 'retrying',
      },
    }
  })
}

const isFileJob = (name: string): boolean => name === 'scan.file' || name.startsWith('rendition.')

type FileRow = { id: string; unitId: string; file: string; progress: number; doing: string | null }

function filesOf(db: Db | Tx, ids: readonly string[]): Promise<FileRow[]> {
  return db.asset.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, unitId: true, file: true, progress: true, doing: true },
  })
}
