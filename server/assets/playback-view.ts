import type { Playback, PosterAnswer } from '#contracts/playback'
import type { Db, Tx } from '#server/platform/db'

type ObjectRow = { id: string; details: unknown }

/** How an asset's film is played. `names`: of the renditions that it shows. */
export async function playbackView(
  db: Db | Tx,
  assetId: string,
  object: ObjectRow,
  names: ReadonlySet<string>,
): Promise<Playback> {
  const at = (name: string, file: string) => (names.has(name) ? `/api/v1/assets/${assetId}/hls/${file}` : null)
  return {
    hls: at('hls', 'master.m3u8'),
    storyboard: at('storyboard-track', 'storyboard.vtt'),
    poster: await posterView(db, assetId, object),
  }
}

/** Which moment the pictures of an asset's film show: the one that a person chose, or the hub. */
export async function posterView(db: Db | Tx, assetId: string, object: ObjectRow): Promise<PosterAnswer['poster']> {
  const key = { assetId_objectId: { assetId, objectId: object.id } }
  const choice = await db.posterChoice.findUnique({ where: key })
  const own = (object.details as { posterAtMs?: unknown } | null)?.posterAtMs
  return {
    atMs: choice?.atMs ?? (typeof own === 'number' ? Math.round(own) : null),
    chosen: choice !== null,
    making: choice !== null && choice.madeMs !== choice.atMs,
  }
}
