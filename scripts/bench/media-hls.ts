import { fork } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDb } from '#server/platform/db'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { seed } from '../../prisma/seed/seed.ts'
import { migrate } from '../migrate.ts'
import type { HlsCpu } from './media-hls-measure.ts'
import { type Bench, type BenchRow, benchRow } from './row.ts'

const pairs = process.env.BENCH_HLS_PAIRS ?? '2'
const seconds = process.env.BENCH_HLS_SECONDS ?? '30'

/**
 * CPU seconds of one film of full HD: the hub's whole job (fetched, probed, ladder, storyboard, poster, MP4, hashed, stored, recorded)
 * with its decoders, against ffmpeg alone with the same ladder and nothing else. Both are warm; they take turns, so that a busy
 * machine hurts both alike. Postgres is not counted.
 */
export async function hlsCpu(): Promise<BenchRow> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-bench-'))
  // Under root the decoders are another user.
  await chmod(folder, 0o755)
  const cluster = await startEmbeddedPostgres(join(folder, 'postgres'), { durable: false })
  try {
    await migrate(cluster.ownerUrl)
    const { db, pool } = openDb(cluster.ownerUrl, { max: 1, name: 'bench' })
    await seed(db)
    await db.$disconnect()
    await pool.end()
    const { ours, reference } = await measure(cluster.appUrl, folder)
    return benchRow('hls-cpu', ours, reference, 'CPU s/film', 1.05)
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The row `hls-cpu`. */
export const hlsBench: Bench = { name: 'hls-cpu', group: 'media', run: hlsCpu }

function measure(url: string, folder: string): Promise<HlsCpu> {
  const file = fileURLToPath(new URL('media-hls-measure.ts', import.meta.url))
  const child = fork(file, [url, folder, pairs, seconds], { execArgv: ['--import', 'tsx'] })
  return new Promise((resolve, reject) => {
    child.once('message', answer => resolve(answer as HlsCpu))
    child.once('exit', code => reject(new Error(`the measured process ended (${code})`)))
  }).finally(() => child.kill()) as Promise<HlsCpu>
}
