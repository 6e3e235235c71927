import { join } from 'node:path'
import type { JobPayload } from '#contracts/job'
import { fetchEnds } from '#server/metadata/fetch-ends'
import { isRead, keepMetadata } from '#server/metadata/keep-metadata'
import { ExiftoolMissing, MetadataFault, type MetadataFaultKey } from '#server/metadata/metadata-fault'
import { readFileTags } from '#server/metadata/read-file-tags'
import { signal as tell } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { withWorkFolder } from '#server/platform/work-folder'
import type { ObjectStore } from '#server/storage/object-store'
import { ToolMissing } from '../renditions/missing-tools.ts'

type Context = { db: Db; store: ObjectStore; log: Log; lastAttempt: boolean; signal: AbortSignal }

// The file's own fault: another try would end the same way.
const lasting: readonly MetadataFaultKey[] = ['unreadable', 'too-large', 'took-too-long']

/**
 * The job `metadata.read`: reads what a version's file says of itself, once an object. A file that cannot be read says nothing, and why
 * is kept: its asset is as good as any other. Throws ToolMissing where perl is not installed.
 */
export async function readMetadata(
  { assetId, versionId }: JobPayload<'metadata.read'>,
  context: Context,
): Promise<void> {
  const { db, store, log, lastAttempt, signal } = context
  const version = await db.assetVersion.findUnique({ where: { id: versionId }, select: { object: true, scan: true } })
  const object = version?.object
  // Purged while the job waited; or not passed by the scanner, and then it is not opened.
  if (!object || version.scan === 'waiting' || version.scan === 'infected') return
  if (await isRead(db, object.id)) return
  let failure: MetadataFaultKey | null = null
  const tags = await withWorkFolder(async folder => {
    const path = join(folder, 'original')
    await fetchEnds(store, { key: object.key, size: Number(object.size) }, path, signal)
    return readFileTags(path)
  }).catch((error: unknown) => {
    if (error instanceof ExiftoolMissing) throw new ToolMissing('perl')
    if (!(error instanceof MetadataFault) || !(lastAttempt || lasting.includes(error.key))) throw error
    failure = error.key
    log.warn({ event: 'metadata.unread', assetId, objectId: object.id, failure, error })
    return {}
  })
  await transaction(db, async tx => {
    // Purged meanwhile: then there is nothing to hang it on.
    if ((await tx.storedObject.count({ where: { id: object.id } })) === 0) return
    await keepMetadata(tx, object.id, tags, failure)
    await tell(tx, 'a', assetId)
  })
}
