import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDb } from '#server/platform/db'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { seed } from '../../prisma/seed/seed.ts'
import { migrate } from '../migrate.ts'
import { makeBenchPhotos } from './bench-photos.ts'
import { type Bench, benchRow } from './row.ts'

const photos = 8
const rounds = 3

/**
 * CPU seconds a photo of 12 to 24 megapixels: the whole job (fetched, three sizes, hashes, thumbhash, stored, recorded) with its
 * decoders, against a bare sharp cascade that only writes the three files. Both are warm; rounds alternate, so that a busy machine
 * hurts both alike. Postgres is not counted.
 */
export const photoCpu: Bench = {
  name: 'photo-cpu',
  group: 'media',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'hub-bench-'))
    const cluster = await startEmbeddedPostgres(join(folder, 'postgres'), { durable: false })
    try {
      await migrate(cluster.ownerUrl)
      const { db, pool } = openDb(cluster.ownerUrl, { max: 1, name: 'bench' })
      await seed(db)
      await db.$disconnect()
      await pool.end()
      const { ours, reference } = await compare(folder, cluster.appUrl)
      return benchRow('photo-cpu', ours, reference, 'CPU s/photo', 1.35)
    } finally {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function compare(folder: string, url: string): Promise<{ ours: number; reference: number }> {
  await mkdir(join(folder, 'photos'))
  const files = await makeBenchPhotos(join(folder, 'photos'), photos)
  const hub = await start('photo-cpu-ours.ts', [url, join(folder, 'store')], true)
  const bare = await start('photo-cpu-reference.ts', [], false)
  try {
    const total = { ours: 0, reference: 0 }
    await Promise.all([ask(hub, { files: files.slice(0, 2), folder }), ask(bare, { files: files.slice(0, 2), folder })])
    for (let round = 0; round < rounds; round += 1) {
      total.ours += await ask(hub, { files, folder })
      total.reference += await ask(bare, { files, folder })
    }
    const measured = photos * rounds
    return { ours: total.ours / measured, reference: total.reference / measured }
  } finally {
    await Promise.all([end(hub), end(bare)])
  }
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
