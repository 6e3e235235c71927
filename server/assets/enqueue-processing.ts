import type { JobName } from '#contracts/job'
import type { AssetKind } from '#contracts/values'
import type { Tx } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

const jobs: Partial<Record<AssetKind, Extract<JobName, `rendition.${string}`>>> = {
  image: 'rendition.image',
  video: 'rendition.video',
  document: 'rendition.document',
}

type Ids = { assetId: string; versionId: string }

/**
 * Asks for what a new file needs, in the caller's transaction: first the scanner where one is connected (the version must stand as
 * `waiting`), else at once its renditions.
 */
export async function enqueueProcessing(tx: Tx, kind: AssetKind, ids: Ids, scan: boolean): Promise<void> {
  if (scan) await enqueue(tx, 'scan.file', ids, { key: `scan:${ids.versionId}` })
  else await enqueueRenditions(tx, kind, ids)
}

/** Asks for the renditions of a version, where its kind has some, and for what its file says of itself. */
export async function enqueueRenditions(tx: Tx, kind: AssetKind, ids: Ids): Promise<void> {
  const job = jobs[kind]
  if (job) await enqueue(tx, job, ids, { key: `rendition:${ids.versionId}` })
  await enqueue(tx, 'metadata.read', ids, { key: `metadata:${ids.versionId}` })
}
