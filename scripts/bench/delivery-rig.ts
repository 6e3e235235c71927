import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { enqueueWaiting } from '#server/channels/enqueue-delivery'
import { queueDelivery } from '#server/channels/queue-delivery'
import { type Deps, openDeps } from '#server/deps'
import { readConfig } from '#server/platform/config'
import { transaction } from '#server/platform/db'
import { freePort, startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { newId } from '#server/platform/new-id'
import { renditionKey } from '#server/storage/keys'
import { prepareHub } from '../prepare-hub.ts'
import { processEnv, workerFlags } from '../process-flags.ts'

export type DeliveryRig = Awaited<ReturnType<typeof startDeliveryRig>>

const root = fileURLToPath(new URL('../../', import.meta.url))
/** What travels of a picture, before the words are written into a copy: the large rendition of a photograph, and a small one. */
const fileSizes = { web: Number(process.env.BENCH_DELIVERY_BYTES ?? 400_000), thumb: 15_000 }

/** A durable Postgres, the hub's own worker process, and receivers as processes of their own, all on this machine. */
export async function startDeliveryRig() {
  const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'hub-bench-'))
  const cluster = await startEmbeddedPostgres(join(folder, 'postgres'))
  const env = {
    HUB_DATA_DIR: join(folder, 'data'),
    HUB_PORT: String(await freePort()),
    HUB_LOG_LEVEL: 'error',
    HUB_ADMIN_EMAIL: 'bench@hub.test',
    HUB_ADMIN_PASSWORD: 'mot-mat-khau-thu-nghiem-dai',
    HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*',
    DATABASE_URL: cluster.ownerUrl,
    DATABASE_APP_URL: cluster.appUrl,
  }
  const config = readConfig(env)
  await prepareHub(config, cluster.ownerUrl)
  const deps = await openDeps(config, 'bench', 4)
  const children: ChildProcess[] = []
  const start = async (script: string, args: string[] = []) => {
    const child = fork(join(root, script), args, {
      cwd: root,
      // As `npm start` runs it: what is measured is what people have.
      execArgv: [...workerFlags],
      env: { ...process.env, ...processEnv, ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    children.push(child)
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.stdout?.on('data', chunk => String(chunk).includes('ready at') && resolve())
      child.once('exit', code => reject(new Error(`${script} ended (${code})`)))
    })
    return child
  }
  const person = await deps.db.person.findFirstOrThrow()
  const queueOne = async (channelId: string) => {
    const assetId = await addPicture(deps, person.id, unit.id)
    const push = { assetId, channelId, op: 'publish', requestedBy: person.id } as const
    return (await transaction(deps.db, tx => queueDelivery(tx, push))).id
  }
  const unit = await deps.db.unit.findFirstOrThrow({ where: { code: 'bao' } })
  return {
    deps,
    folder,
    start,
    worker: () => start('workers/main.ts'),
    /** A receiver of hub-exchange/1.0 with its own folder; answers its address. */
    async receiver(): Promise<string> {
      const port = await freePort()
      const jwks = join(folder, 'keys.json')
      await import('node:fs/promises').then(fs => fs.writeFile(jwks, JSON.stringify(deps.keys.jwks)))
      await start('scripts/portal-receiver/main.ts', [
        ...['--port', String(port), '--dir', join(folder, `portal-${port}`), '--keys', jwks],
      ])
      return `http://127.0.0.1:${port}/exchange/v1`
    },
    /** A paused channel: what is queued for it waits until `release`. */
    async channel(code: string, address: string): Promise<string> {
      const id = newId()
      await deps.db.channel.create({
        data: { id, code, name: code, kind: 'hub-exchange', unitId: unit.id, address, state: 'paused' },
      })
      return id
    },
    /** Queues `count` new pictures for a channel, and waits until the worker has made their copies: none are made beside a clock. */
    async queue(channelId: string, count: number): Promise<string[]> {
      const ids: string[] = []
      for (let n = 0; n < count; n += 1) ids.push(await queueOne(channelId))
      while ((await deps.db.delivery.count({ where: { channelId, copiedAt: null } })) > 0)
        await new Promise(resolve => setTimeout(resolve, 200))
      return ids
    },
    /** As `queue`, with nothing prepared: the jobs wait for `prepare`. */
    async queueUnprepared(channelId: string, count: number): Promise<void> {
      for (let n = 0; n < count; n += 1) {
        const assetId = await addPicture(deps, person.id, unit.id)
        const push = { assetId, channelId, op: 'publish', requestedBy: person.id } as const
        await transaction(deps.db, async tx => {
          const { id } = await queueDelivery(tx, push)
          await tx.$executeRaw`
            update graphile_worker._private_jobs set run_at = now() + interval '1 day' where key = 'copies:' || ${id}::text`
        })
      }
    },
    prepare: () =>
      deps.db.$executeRaw`update graphile_worker._private_jobs set run_at = now() where key like 'copies:%'`,
    release: (channelId: string) =>
      transaction(deps.db, async tx => {
        await tx.channel.update({ where: { id: channelId }, data: { state: 'active' } })
        await enqueueWaiting(tx, channelId, new Date())
      }),
    hold: (channelId: string) =>
      deps.db.channel.update({
        where: { id: channelId },
        data: { state: 'paused', failuresInRow: 0, openUntil: null },
      }),
    async published(channelId: string, wanted: number): Promise<void> {
      for (;;) {
        // One cheap look: it is the hub's time that it takes.
        const [found] = await deps.db.$queryRaw<{ done: number; dead: number }[]>`
          select count(*) filter (where state = 'published')::int as done, count(*) filter (where state = 'dead')::int as dead
          from delivery where channel_id = ${channelId}::uuid`
        if (found!.dead > 0) throw new Error('a delivery died')
        if (found!.done >= wanted) return
        await new Promise(resolve => setTimeout(resolve, 50))
      }
    },
    async close() {
      for (const child of children.reverse()) await end(child)
      await deps.close()
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let noise: Buffer | null = null
/** A JPEG of about this size that no other is: a decoder reads it, and exiftool writes into it as into a camera's. */
async function picture(size: number): Promise<Buffer> {
  if (size < 100_000) return randomBytes(size)
  // Noise takes about a byte a pixel at this quality.
  const side = Math.round(Math.sqrt(size * 1.12))
  const raw = { width: side, height: side, channels: 1 } as const
  noise ??= await sharp(randomBytes(side * side), { raw })
    .jpeg({ quality: 90 })
    .toBuffer()
  const own = Buffer.from(noise)
  // In the middle of the scan, where any bits are codes; 0xff would begin a marker.
  own.set(
    randomBytes(64).map(byte => byte % 255),
    own.length >> 1,
  )
  return own
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill()
  const force = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await gone
  clearTimeout(force)
}

async function addPicture({ db, store }: Deps, personId: string, unitId: string): Promise<string> {
  const [assetId, objectId] = [newId(), newId()]
  await db.storedObject.create({
    data: {
      ...{ id: objectId, key: `objects/00/${objectId}`, sha256: randomBytes(32).toString('hex') },
      ...{ size: 9n, contentType: 'image/jpeg' },
    },
  })
  for (const [name, length] of Object.entries(fileSizes)) {
    const key = renditionKey(objectId, 1, name)
    const { sha256, size } = await store.put(key, Readable.from([await picture(length)]))
    const kept = { id: newId(), objectId, recipe: 1, name, key, contentType: 'image/jpeg', sha256, size: BigInt(size) }
    await db.rendition.create({ data: { ...kept, width: 2048, height: 1365 } })
  }
  await db.asset.create({
    data: {
      ...{ id: assetId, unitId, uploadedBy: personId, kind: 'image', file: 'ready', visibility: 'hub' },
      ...{ title: 'Núi Bà Đen lúc bình minh', description: 'Toàn cảnh núi Bà Đen nhìn từ phía hồ Dầu Tiếng.' },
      ...{ creator: 'Trần Văn B', credit: 'Ảnh: Trần Văn B', altText: 'Ngọn núi lúc bình minh' },
      ...{ date: new Date('2026-11-20'), topics: ['du-lich'], tags: ['núi'], rightsHolder: 'Báo Tây Ninh' },
      rightsStatement: 'https://creativecommons.org/licenses/by/4.0/',
      versions: { create: { id: newId(), number: 1, objectId, fileName: 'nui.jpg', createdBy: personId } },
    },
  })
  return assetId
}
