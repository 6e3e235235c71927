import { type ChildProcess, fork } from 'node:child_process'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withBenchHub } from './bench-hub.ts'
import type { HlsSide } from './media-hls-measure.ts'
import { type Bench, benchRow } from './row.ts'

const pairs = Number(process.env.BENCH_HLS_PAIRS ?? '1')
const seconds = process.env.BENCH_HLS_SECONDS ?? '30'

/**
 * CPU seconds of one film of full HD: the hub's whole job (fetched, probed, ladder, storyboard, poster, MP4, hashed, stored, recorded)
 * with its decoders, against ffmpeg alone with the same ladder and nothing else; both by so many processes at once. All are warm; they
 * take turns, so that a busy machine hurts both alike. Postgres is not counted.
 */
export const hlsCpu = (workers: 1 | 2): Bench => ({
  name: workers === 1 ? 'hls-cpu' : 'hls-cpu-2',
  group: 'media',
  run: () =>
    withBenchHub(async ({ folder, cluster }) => {
      // Under root the decoders are another user.
      await chmod(folder, 0o755)
      const { ours, reference } = await measure(cluster.appUrl, folder, workers)
      return benchRow(workers === 1 ? 'hls-cpu' : 'hls-cpu-2', ours, reference, 'CPU s/film', 1.05)
    }),
})

async function measure(url: string, folder: string, workers: number): Promise<Record<HlsSide, number>> {
  const children = await Promise.all(
    Array.from({ length: workers }, (_, at) => start(url, join(folder, `worker-${at}`))),
  )
  const round = async (side: HlsSide) => {
    const used = await Promise.all(children.map(child => ask(child, side)))
    return used.reduce((sum, value) => sum + value, 0) / (workers * pairs)
  }
  try {
    const total = { ours: 0, reference: 0 }
    for (let pair = 0; pair < pairs; pair += 1) {
      total.ours += await round('ours')
      total.reference += await round('reference')
    }
    return total
  } finally {
    for (const child of children) child.kill()
  }
}

async function start(url: string, folder: string): Promise<ChildProcess> {
  await mkdir(folder)
  const file = fileURLToPath(new URL('media-hls-measure.ts', import.meta.url))
  const child = fork(file, [url, folder, seconds], { execArgv: ['--import', 'tsx'] })
  await said(child)
  return child
}

function ask(child: ChildProcess, side: HlsSide): Promise<number> {
  child.send({ side })
  return said(child) as Promise<number>
}

function said(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the measured process ended (${code})`))
    child.once('exit', ended)
    child.once('message', answer => {
      child.off('exit', ended)
      resolve(answer)
    })
  })
}
