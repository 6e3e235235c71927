import type { JobName, Lane } from '#contracts/job'
import type { AssetKind } from '#contracts/values'
import type { Tx } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { enqueueInTurn } from '#server/queue/enqueue-in-turn'
import { isLong, laneOf, promptFiles } from './lane-of.ts'

const jobs: Partial<Record<AssetKind, Extract<JobName, `rendition.${string}`>>> = {
  image: 'rendition.image',
  video: 'rendition.video',
  document: 'rendition.document',
  audio: 'rendition.audio',
}

type Ids = { assetId: string; versionId: string }

/**
 * Asks for what a new file needs, in the caller's transaction: first the scanner where one is connected (the version must stand as
 * `waiting`), else at once its renditions. `origin` is how the file came.
 */
export async function enqueueProcessing(
  tx: Tx,
  kind: AssetKind,
  ids: Ids,
  scan: boolean,
  origin: Lane = 'person',
): Promise<void> {
  if (!scan) return enqueueRenditions(tx, kind, ids, origin)
  const { lane, unitId } = await turnOf(tx, ids, origin)
  await enqueueInTurn(tx, 'scan.file', { ...ids, lane }, { lane, unitId, key: `scan:${ids.versionId}` })
}

/** Asks for the renditions of a version, where its kind has some, and for what its file says of itself. */
export async function enqueueRenditions(tx: Tx, kind: AssetKind, ids: Ids, origin: Lane = 'person'): Promise<void> {
  await enqueue(
    tx,
    'metadata.read',
    { assetId: ids.assetId, versionId: ids.versionId },
    { key: `metadata:${ids.versionId}` },
  )
  const job = jobs[kind]
  if (!job) return
  const { lane, unitId, bytes } = await turnOf(tx, ids, origin)
  const flags = isLong(lane, bytes) ? ['long'] : []
  await enqueueInTurn(tx, job, { ...ids, lane }, { lane, unitId, flags, key: `rendition:${ids.versionId}` })
}

async function turnOf(tx: Tx, { assetId, versionId }: Ids, origin: Lane) {
  const rows = await tx.$queryRaw<{ unitId: string; bytes: number; atWork: number }[]>`
    select a.unit_id as "unitId", coalesce(o.size, 0)::float8 as bytes, (
      select count(*)::int from (
        select from asset b where b.uploaded_by = a.uploaded_by and b.file = 'processing' and b.id <> a.id limit ${promptFiles}
      ) others) as "atWork"
    from asset a join asset_version v on v.id = ${versionId}::uuid left join stored_object o on o.id = v.object_id
    where a.id = ${assetId}::uuid`
  const [row] = rows
  if (!row) throw new Error(`no version ${versionId} of ${assetId} to work on`)
  return { ...row, lane: laneOf(origin, row.atWork) }
}
