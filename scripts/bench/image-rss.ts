import { type ChildProcess, fork } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { enqueueRenditions } from '#server/assets/enqueue-processing'
import { readConfig } from '#server/platform/config'
import { transaction } from '#server/platform/db'
import { openStore } from '#server/storage/open-store'
import { processEnv, workerFlags } from '../process-flags.ts'
import { putBenchPhoto } from './bench-assets.ts'
import { type BenchHub, withBenchHub } from './bench-hub.ts'
import { makeBenchPhotos } from './bench-photos.ts'
import { watchTreeRss } from './process-tree-rss.ts'
import { type Bench, benchRow } from './row.ts'

const photos = 12
const limitMb = 600

/**
 * The most memory that a real worker holds with its picture decoders while it makes photos of 12 to 24 megapixels, against 600 MB; of
 * two workers the one that held more. Pages that processes share count for each.
 */
export const imageRss = (workers: 1 | 2): Bench => ({
  name: workers === 1 ? 'image-rss' : 'image-rss-2',
  group: 'media',
  run: () =>
    withBenchHub(async hub => {
      const bytes = await measure(hub, workers)
      return benchRow(workers === 1 ? 'image-rss' : 'image-rss-2', bytes / 1e6, limitMb, 'MB', 1)
    }),
})

async function measure({ folder, cluster, db }: BenchHub, count: number): Promise<number> {
  const env = {
    HUB_DATA_DIR: join(folder, 'data'),
    HUB_LOG_LEVEL: 'error',
    DATABASE_URL: cluster.ownerUrl,
    DATABASE_APP_URL: cluster.appUrl,
  }
  await mkdir(join(folder, 'photos'))
  await mkdir(join(folder, 'data'))
  const files = await makeBenchPhotos(join(folder, 'photos'), photos)
  const store = await openStore(readConfig(env).store)
  for (const file of files) {
    const { assetId, versionId } = await putBenchPhoto(db, store, file)
    await transaction(db, tx => enqueueRenditions(tx, 'image', { assetId, versionId }))
  }
  const workers = Array.from({ length: count }, () => startWorkerProcess(env))
  try {
    const watches = workers.map(worker => watchTreeRss(worker.pid!))
    while ((await db.asset.count({ where: { file: 'processing' } })) > 0) await pause(200)
    const failed = await db.asset.count({ where: { file: { not: 'ready' } } })
    if (failed > 0) throw new Error(`${failed} photos did not become ready`)
    return Math.max(...watches.map(watch => watch.end()))
  } finally {
    await Promise.all(workers.map(end))
  }
}

function startWorkerProcess(env: Record<string, string>): ChildProcess {
  const options = { execArgv: [...workerFlags], env: { PATH: process.env.PATH, ...processEnv, ...env } }
  return fork('workers/main.ts', [], options)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill()
  await gone
}
