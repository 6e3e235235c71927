// Both sides of the row `hls-cpu`, when asked, in a process whose tree is counted: the hub's job, and ffmpeg with the same ladder.
import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDb } from '#server/platform/db'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { profiles } from '#server/renditions/profiles'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { objectKey } from '#server/storage/keys'
import { makeVideoRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { threads } from '#workers/renditions/video/ffmpeg'
import { ladderArgs } from '#workers/renditions/video/ladder-args'
import { planVideo, type VideoPlan } from '#workers/renditions/video/plan-video'
import { probe } from '#workers/renditions/video/probe'
import { treeCpuSeconds } from './process-tree-cpu.ts'

export type HlsSide = 'ours' | 'reference'

const run = promisify(execFile)
const [url = '', folder = '', seconds = '30'] = process.argv.slice(2)
const { db } = openDb(url, { max: 4, name: 'bench' })
const store = await openFilesystemStore(join(folder, 'store'))
const signal = new AbortController().signal
const context: RenditionContext = { db, store, log: createLog('error', 'bench'), lastAttempt: true, signal }

const short = await makeFilm('short.mp4', 2)
const long = await makeFilm('long.mp4', Number(seconds))
await ours(short)
const plan = planVideo(await probe(long, { folder, signal }), profiles.video)
if (!plan) throw new Error('no film')
process.on('message', async ({ side }: { side: HlsSide }) => {
  process.send?.(await cpuOf(() => (side === 'ours' ? ours(long) : bare(long, plan))))
})
process.send?.('open')

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = treeCpuSeconds()
  await work()
  return treeCpuSeconds() - before
}

/** Full HD with the grain of a camera and a tone; another one in each process, as the hub knows a file by its bytes. */
async function makeFilm(name: string, seconds: number): Promise<string> {
  const file = join(folder, name)
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=25:duration=${seconds}`]
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=${400 + (process.pid % 97)}:duration=${seconds}`]
  const grain = [
    '-vf',
    'noise=alls=3:allf=t',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-crf',
    '20',
    '-pix_fmt',
    'yuv420p',
  ]
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...picture, ...tone, ...grain, '-c:a', 'aac', file])
  return file
}

/** The hub's own job, as after an upload. */
async function ours(file: string): Promise<void> {
  const asset = { assetId: newId(), versionId: newId(), objectId: newId() }
  const key = objectKey()
  const { sha256, size } = await store.put(key, createReadStream(file))
  // Each time as if nobody had brought it before.
  await db.rendition.deleteMany({ where: { object: { sha256 } } })
  await db.assetVersion.deleteMany({ where: { object: { sha256 } } })
  await db.storedObject.deleteMany({ where: { sha256 } })
  await db.storedObject.create({
    data: { id: asset.objectId, key, sha256, size: BigInt(size), contentType: 'video/mp4' },
  })
  const { id: unitId } = await db.unit.findFirstOrThrow()
  const uploadedBy = newId()
  const version = {
    id: asset.versionId,
    number: 1,
    objectId: asset.objectId,
    fileName: 'film.mp4',
    createdBy: uploadedBy,
  }
  const said = { kind: 'video', file: 'processing', visibility: 'hub', title: 'Bench', date: new Date('2020-01-01') }
  await db.asset.create({ data: { id: asset.assetId, unitId, uploadedBy, ...said, versions: { create: version } } })
  await makeVideoRendition(asset, context)
  const { file: state } = await db.asset.findUniqueOrThrow({ where: { id: asset.assetId } })
  if (state !== 'ready') throw new Error(`the film is ${state}`)
}

/** ffmpeg alone: the same steps, the same sound, and neither storyboard nor frames for a poster. */
async function bare(file: string, plan: VideoPlan): Promise<void> {
  const target = join(folder, 'bare')
  await mkdir(target)
  const { options, output } = ladderArgs(plan, profiles.video, { folder: target, threads, storyboard: null })
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-threads', threads, '-i', file, ...options, output])
  await rm(target, { recursive: true })
}
