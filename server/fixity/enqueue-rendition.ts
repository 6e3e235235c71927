import type { JobName } from '#contracts/job'
import type { Tx } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import type { ShownBy } from './shown-by.ts'

const jobs: Record<string, Extract<JobName, `rendition.${string}`>> = {
  image: 'rendition.image',
  video: 'rendition.video',
  document: 'rendition.document',
  audio: 'rendition.audio',
}

/** Asks for what is missing of an asset's renditions. Nothing where its kind has none. */
export async function enqueueRendition(tx: Tx, asset: Pick<ShownBy, 'id' | 'kind' | 'versionId'>): Promise<void> {
  const job = jobs[asset.kind]
  const { id: assetId, versionId } = asset
  if (job) await enqueue(tx, job, { assetId, versionId }, { key: `rendition:${versionId}` })
}
