import type { Job } from '#contracts/job'
import type { Doing } from '#contracts/processing'
import type { Actor } from '#server/access/actor'
import { visibleTitles } from '#server/assets/visible-titles'
import type { Db, Tx } from '#server/platform/db'
import type { QueueJob } from '#server/queue/list-jobs'
import { unitsNamedAt } from '#server/units/unit-names'

/** Jobs with what the hub knows of their assets. Titles and units only of assets that the actor may read. */
export async function jobViews(db: Db, actor: Actor, jobs: readonly QueueJob[]): Promise<Job[]> {
  const clips = await clipsOf(db, jobs)
  // A clip's job is about the film that it is cut from.
  const sourceOf = (job: QueueJob) => job.assetId ?? clips.get(job.clipId ?? '')?.sourceId ?? null
  const ids = [...new Set(jobs.flatMap(job => sourceOf(job) ?? []))]
  const titles = ids.length > 0 ? await visibleTitles(db, actor, ids) : new Map<string, string>()
  const assets = ids.length > 0 ? await filesOf(db, ids) : []
  const units = assets.length > 0 ? await unitsNamedAt(db, [...new Set(assets.map(({ unitId }) => unitId))]) : []
  return jobs.map(({ clipId, ...job }) => {
    const clip = clips.get(clipId ?? '')
    const assetId = sourceOf({ ...job, clipId })
    const asset = assets.find(({ id }) => id === assetId)
    const seen = asset && titles.has(asset.id)
    const onFile = isFileJob(job.name) && asset?.file === 'processing'
    return {
      ...{ ...job, assetId },
      assetTitle: seen ? titles.get(asset.id)! : null,
      unit: seen ? (units.find(({ id }) => id === asset.unitId)?.shortName ?? null) : null,
      percent: onFile ? asset.progress : (clip?.progress ?? null),
      doing: onFile && job.state === 'running' ? (asset.doing as Doing | null) : null,
      may: {
        cancel: (onFile || clip?.state === 'waiting') && job.state !== 'dead',
        retry: job.state === 'dead',
        raise: job.state === 'waiting' || job.state === 'retrying',
      },
    }
  })
}

const isFileJob = (name: string): boolean => name === 'scan.file' || name.startsWith('rendition.')

type ClipRow = { id: string; sourceId: string; state: string; progress: number }

async function clipsOf(db: Db | Tx, jobs: readonly QueueJob[]): Promise<Map<string, ClipRow>> {
  const ids = jobs.flatMap(({ name, clipId }) => (name === 'clip.cut' && clipId ? [clipId] : []))
  if (ids.length === 0) return new Map()
  const select = { id: true, sourceId: true, state: true, progress: true }
  const rows = await db.assetClip.findMany({ where: { id: { in: ids } }, select })
  return new Map(rows.map(row => [row.id, row]))
}

type FileRow = { id: string; unitId: string; file: string; progress: number; doing: string | null }

function filesOf(db: Db | Tx, ids: readonly string[]): Promise<FileRow[]> {
  return db.asset.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, unitId: true, file: true, progress: true, doing: true },
  })
}
