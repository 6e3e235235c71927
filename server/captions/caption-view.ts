import type { CaptionTrack } from '#contracts/caption'
import type { AssetRow } from '#server/assets/find-readable-asset'
import { isUnmade } from '#server/assets/shown-renditions'
import type { Db, Tx } from '#server/platform/db'

// A file that was encoded anew may be some frames longer.
const sameMs = 500

/** How long the asset's newest file is; null where that is not known (yet): while it is processed nothing is told of its bytes. */
export async function filmMsOf(
  db: Db | Tx,
  { file, version }: Pick<AssetRow, 'file' | 'version'>,
): Promise<number | null> {
  if (isUnmade(file) || !version.objectId) return null
  const object = await db.storedObject.findUnique({ where: { id: version.objectId }, select: { durationMs: true } })
  return object?.durationMs ?? null
}

/** The captions of an asset, or the one asked for, by language; with where today's file differs from the one they were written for. */
export async function captionViews(db: Db | Tx, asset: AssetRow, trackId?: string): Promise<CaptionTrack[]> {
  const rows = await db.captionTrack.findMany({
    where: { assetId: asset.id, ...(trackId ? { id: trackId } : {}) },
    omit: { vtt: true },
    include: { creator: { select: { name: true } } },
    orderBy: [{ language: 'asc' }, { kind: 'desc' }],
  })
  const isMs = rows.length > 0 ? await filmMsOf(db, asset) : null
  return rows.map(({ id, language, label, kind, cues, version, filmMs, lastMs, creator, updatedAt }) => {
    // Without a length of their own they are held against their last words.
    const differs = isMs === null ? false : filmMs === null ? lastMs > isMs : Math.abs(filmMs - isMs) > sameMs
    return {
      ...{ id, language, label, cues, version },
      kind: kind as CaptionTrack['kind'],
      url: `/api/v1/assets/${asset.id}/captions/${id}`,
      differs: differs ? { wasMs: filmMs ?? lastMs, isMs: isMs! } : null,
      createdBy: creator?.name ?? null,
      updatedAt: updatedAt.toISOString(),
    }
  })
}
