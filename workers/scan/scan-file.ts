import type { JobPayload } from '#contracts/job'
import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { failRendition } from '#server/renditions/fail-rendition'
import { recordClean, recordInfected } from '#server/renditions/record-scan'
import type { ObjectStore } from '#server/storage/object-store'
import { ScanBroken, ScannerAway, scanStream } from './clamd.ts'

type Context = {
  db: Db
  store: ObjectStore
  log: Log
  config: Pick<Config, 'clamd'>
  signal: AbortSignal
  lastAttempt: boolean
}

/**
 * Shows one version's file to the scanner; only a clean one goes on to its renditions. Every version is scanned for itself, also where
 * the same bytes were found clean before. Throws ScannerAway while the scanner cannot be asked: the file waits.
 */
export async function scanFile({ assetId, versionId, lane }: JobPayload<'scan.file'>, context: Context): Promise<void> {
  const { db, store, log, config, signal, lastAttempt } = context
  const version = await db.assetVersion.findUnique({
    where: { id: versionId },
    select: { scan: true, object: { select: { id: true, key: true } } },
  })
  // Scanned by an earlier try, or purged while the job waited.
  if (version?.scan !== 'waiting' || !version.object) return
  if (!config.clamd) throw new ScannerAway('this worker has no CLAMD_URL')
  const { id: objectId, key } = version.object
  const verdict = await scanStream(config.clamd, await store.get(key), { signal }).catch(error => {
    // Broken each time: it is the file. What could not be looked at does not pass.
    if (error instanceof ScanBroken && lastAttempt) return { state: 'too-large' } as const
    throw error
  })
  log.info({ event: 'scan.done', assetId, versionId, state: verdict.state })
  if (verdict.state === 'clean') await recordClean(db, versionId, lane)
  else if (verdict.state === 'infected') await recordInfected(db, objectId, verdict.found)
  else await failRendition(db, { assetId, objectId }, 'too-large-to-scan')
}
