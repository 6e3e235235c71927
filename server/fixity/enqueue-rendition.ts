import type { JobName } from '#contracts/job'
import type { Tx } from '#server/platform/db'
import { enqueueInTurn } from '#server/queue/enqueue-in-turn'
import type { ShownBy } from './shown-by.ts'

const jobs: Record<string, Extract<JobName, `rendition.${string}`>> = {
  image: 'rendition.image',
  video: 'rendition.video',
  document: 'rendition.document',
  audio: 'rendition.audio',
}

/** Asks for what is missing of an asset's renditions. Nothing where its kind has none. */
export async function enqueueRendition(
  tx: Tx,
  asset: Pick<ShownBy, 'id' | 'kind' | 'versionId' | 'unitId'>,
): Promise<void> {
  const job = jobs[asset.kind]
  const { id: assetId, versionId, unitId } = asset
  // A disk that fails asks for thousands: behind what people send.
  const turn = { lane: 'import', unitId, flags: ['long'], key: `rendition:${versionId}` } as const
  if (job) await enqueueInTurn(tx, job, { assetId, versionId, lane: turn.lane }, turn)
}
