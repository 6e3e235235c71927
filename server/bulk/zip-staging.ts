import { join } from 'node:path'
import type { Config } from '#server/platform/config'
import { type Staging, stagingAt } from '#server/uploads/staging'

/** Where ZIPs wait until they are unpacked: a folder within that of the resumable uploads, for every server and worker sees it. */
export function zipStaging(config: Pick<Config, 'stagingDir' | 'minFreeBytes'>): Staging {
  return stagingAt(join(config.stagingDir, 'zip'), config.minFreeBytes)
}
