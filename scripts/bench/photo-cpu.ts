import { type ChildProcess, fork } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withBenchHub } from './bench-hub.ts'
import { makeBenchPhotos } from './bench-photos.ts'
import { type Bench, benchRow } from './row.ts'

const photos = 8
const rounds = 3

/**
 * CPU seconds a photo of 12 to 24 megapixels: the whole job (fetched, three sizes, hashes, thumbhash, stored, recorded) with its
 * decoders, against a bare sharp cascade that only writes the three files; both by so many processes at once. All are warm; rounds
 * alternate, so that a busy machine hurts both alike. Postgres is not counted.
 */
export const photoCpu = (workers: 1 | 2): Bench => ({
  name: workers === 1 ? 'photo-cpu' : 'photo-cpu-2',
  group: 'media',
  run: () =>
    withBenchHub(async ({ folder, cluster }) => {
      const { ours, reference } = await compare(folder, cluster.appUrl, workers)
      return benchRow(workers === 1 ? 'photo-cpu' : 'photo-cpu-2', ours, reference, 'CPU s/photo', 1.35)
    }),
})

type Totals = { ours: number; reference: number }

async function compare(folder: string, url: string, workers: number): Promise<Totals> {
  await mkdir(join(folder, 'photos'))
  const files = await makeBenchPhotos(join(folder, 'photos'), photos)
  const shares = Array.from({ length: workers }, (_, at) => files.filter((_file, index) => index % workers === at))
  const hubs = await startAll(workers, at => start('photo-cpu-ours.ts', [url, join(folder, `store-${at}`)], true))
  const bare = await startAll(workers, () => start('photo-cpu-reference.ts', [], false))
  const round = async (children: readonly ChildProcess[]) => {
    const seconds = await Promise.all(children.map((child, at) => ask(child, { files: shares[at]!, folder })))
    return seconds.reduce((sum, value) => sum + value, 0)
  }
  try {
    const total = { ours: 0, reference: 0 }
    await round(hubs)
    await round(bare)
    for (let at = 0; at < rounds; at += 1) {
      total.ours += await round(hubs)
      total.reference += await round(bare)
    }
    const measured = photos * rounds
    return { ours: total.ours / measured, reference: total.reference / measured }
  } finally {
    await Promise.all([...hubs, ...bare].map(end))
  }
}

function startAll(count: number, one: (at: number) => Promise<ChildProcess>): Promise<ChildProcess[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => one(at)))
}

async function start(name: string, args: string[], greets: boolean): Promise<ChildProcess> {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const child = fork(file, args, { execArgv: ['--import', 'tsx'] })
  if (greets) await new Promise(resolve => child.once('message', resolve))
  return child
}

function ask(child: ChildProcess, message: { files: string[]; folder: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer: { cpuSeconds: number }) => resolve(answer.cpuSeconds))
    child.once('exit', code => reject(new Error(`the measured process ended (${code})`)))
    child.send(message)
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill()
  await gone
}
