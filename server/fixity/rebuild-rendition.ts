import { isPlayback } from '#server/assets/shown-renditions'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import type { ObjectStore } from '#server/storage/object-store'
import { enqueueRendition } from './enqueue-rendition.ts'
import type { Damage } from './examine-object.ts'
import { lockShownBy } from './shown-by.ts'

export type RenditionRow = { id: string; objectId: string; name: string; key: string }

/**
 * Takes a damaged rendition away and asks for a new one. The bytes go first: the new one may have the same key, and what stands there
 * is taken for what it should be. A death in between leaves a row without bytes, which the next check finds missing. The files of a
 * film's playback name each other by their digests, and another ffmpeg may write other bytes: they go together.
 */
export async function rebuildRendition(
  deps: { db: Db; store: ObjectStore; log: Log },
  rendition: RenditionRow,
  damage: Damage,
): Promise<void> {
  const { objectId, name } = rendition
  const gone = isPlayback(name)
    ? (await deps.db.rendition.findMany({ where: { objectId } })).filter(row => isPlayback(row.name))
    : [rendition]
  for (const { key } of gone) await deps.store.delete(key)
  await transaction(deps.db, async tx => {
    await tx.rendition.deleteMany({ where: { id: { in: gone.map(row => row.id) } } })
    await tx.fixityFinding.create({ data: { id: newId(), objectId, rendition: name, outcome: damage } })
    // One job makes what is missing for all who show the object.
    for (const asset of await lockShownBy(tx, objectId)) await enqueueRendition(tx, asset)
    await tx.fixityFinding.create({ data: { id: newId(), objectId, rendition: name, outcome: 'rebuilt' } })
  })
  deps.log.warn({ event: 'fixity.rendition-rebuilt', objectId, name, damage })
}
