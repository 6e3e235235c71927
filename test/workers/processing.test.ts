import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Clip, ClipList } from '#contracts/clip'
import type { Job } from '#contracts/job'
import type { Processing } from '#contracts/processing'
import { runTool } from '#workers/renditions/run-tool'
import { type Child, startChild } from '../support/child-process.ts'
import { makeJpeg, makeMp4 } from '../support/media.ts'
import { makeSound } from '../support/sound.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** Fakes a film that takes for ever: an ffmpeg that starts another process and waits, both deaf to everything but a kill. */
const endless = `#!/bin/sh
case " $* " in
  *" -i "*) trap '' TERM INT; sleep 86397 & exec sleep 86398 ;;
esac
exec "$(PATH="\${PATH#*:}" command -v ffmpeg)" "$@"
`
const sleepers = () =>
  readdirSync('/proc').filter(name => {
    try {
      return /^\d+$/.test(name) && /^sleep\x00863(97|98)\x00/.test(readFileSync(`/proc/${name}/cmdline`, 'utf8'))
    } catch {
      return false // it ended while the list was read
    }
  })
const soon = { timeout: 60_000, interval: 200 }

describe('work on a file', { timeout: 240_000 }, () => {
  let hub: TestHub
  let dir: string
  let temp: string
  let tools: string
  let editor: TestClient
  let workers: Child[] = []
  let film: Buffer

  beforeEach(async () => {
    hub = await startTestHub()
    dir = await mkdtemp(join(tmpdir(), 'processing-test-'))
    temp = await mkdtemp(join(dir, 'temp-'))
    tools = await mkdtemp(join(dir, 'tools-'))
    for (const folder of [dir, temp, tools]) await chmod(folder, 0o755)
    await makeMp4(join(dir, 'film.mp4'), { seconds: 2, width: 160, height: 90 })
    film = await readFile(join(dir, 'film.mp4'))
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  })
  afterEach(async () => {
    for (const worker of workers) await worker.stop()
    workers = []
    await hub.close()
    await rm(dir, { recursive: true, force: true })
  })

  /** A worker of its own, whose temporary folder nobody else uses. */
  const startWorkerApart = async () => {
    const { config } = hub.deps
    if (config.database.kind !== 'server') throw new Error('the test hub has a database of its own')
    const worker = await startChild('workers/main.ts', [], {
      PATH: `${tools}:${process.env.PATH}`,
      TMPDIR: temp,
      HUB_DATA_DIR: config.dataDir,
      HUB_LOG_LEVEL: 'silent',
      DATABASE_URL: config.database.ownerUrl,
      DATABASE_APP_URL: config.database.appUrl ?? '',
    })
    workers.push(worker)
    return worker
  }
  const breakTool = () => writeFile(join(tools, 'ffmpeg'), endless, { mode: 0o755 })
  const mendTool = () => rm(join(tools, 'ffmpeg'))
  const uploadFilm = async () => (await editor.upload(film, 'phim.mp4', { title: 'Phim' })).body.asset.id
  const assetOf = async (id: string) => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const processingOf = async (id: string) =>
    (await editor.get<{ processing: Processing }>(`/api/v1/assets/${id}/processing`)).body.processing
  const leftInTemp = async () => (await readdir(temp)).filter(name => name.startsWith('hub-work-'))
  const change = (id: string, act: 'cancel' | 'retry', by = editor) =>
    by.post<{ processing: Processing }>(`/api/v1/assets/${id}/processing/${act}`)

  it('is stopped by who may edit, in whichever process it runs, with all that the tool started, and asked for again', async () => {
    await breakTool()
    await startWorkerApart()
    const id = await uploadFilm()
    await expect.poll(sleepers, soon).toHaveLength(2)
    expect(await processingOf(id)).toMatchObject({ state: 'runs', place: null, may: { cancel: true, retry: false } })

    const stopped = await change(id, 'cancel')
    expect(stopped.body.processing).toMatchObject({ state: 'failed', may: { cancel: false, retry: true } })
    expect(await assetOf(id)).toMatchObject({ file: 'failed', failure: { code: 'cancelled' } })
    await expect.poll(sleepers, soon).toEqual([])
    await expect.poll(leftInTemp, soon).toEqual([])
    expect((await change(id, 'cancel')).status).toBe(409)

    await mendTool()
    expect((await change(id, 'retry')).body.processing).toMatchObject({ percent: 0, may: { cancel: true } })
    await expect.poll(async () => (await assetOf(id)).file, soon).toBe('ready')
    expect(await processingOf(id)).toMatchObject({ state: 'done', percent: 100 })
    expect((await change(id, 'retry')).status).toBe(409)
    await expect.poll(leftInTemp, soon).toEqual([])
    const acts = await hub.deps.db.auditEntry.findMany({
      where: { subjectId: id, act: { not: 'asset.view' } },
      orderBy: { at: 'asc' },
    })
    expect(acts.map(({ act }) => act)).toEqual([
      'asset.upload',
      'rendition.cancel',
      'rendition.retry',
      'rendition.made',
    ])
    expect(await hub.deps.db.jobStop.count()).toBe(0)
  })

  it('that a kill -9 of the worker broke off leaves nothing once another has started, no process and no file', async () => {
    await breakTool()
    const worker = await startWorkerApart()
    const id = await uploadFilm()
    await expect.poll(sleepers, soon).toHaveLength(2)
    await worker.kill()
    workers = []
    await mendTool()
    await startWorkerApart()
    await expect.poll(sleepers, soon).toEqual([])
    await expect.poll(async () => (await assetOf(id)).file, soon).toBe('ready')
    await expect.poll(leftInTemp, soon).toEqual([])
  })

  it('that cuts a clip is stopped on the page and in the console, and holds up no sound meanwhile', async () => {
    const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    await startWorkerApart()
    const id = await uploadFilm()
    await expect.poll(async () => (await assetOf(id)).file, soon).toBe('ready')
    const clips = `/api/v1/assets/${id}/clips`
    const cut = async (fromMs: number) =>
      (await editor.post<{ clip: Clip }>(clips, { fromMs, toMs: fromMs + 900 })).body.clip
    const listed = async () =>
      (await editor.get<ClipList>(clips)).body.clips.map(({ state, failure }) => [state, failure])

    await breakTool()
    const first = await cut(0)
    await expect.poll(sleepers, soon).toHaveLength(2)
    await mendTool()
    const sound = await makeSound(join(dir, 'tieng.wav'), { seconds: 2 })
    const talk = (await editor.upload(sound, 'tieng.wav', { title: 'Tiếng' })).body.asset.id
    await expect.poll(async () => (await assetOf(talk)).file, soon).toBe('ready')
    expect(await listed()).toEqual([['waiting', null]])
    expect((await reader.post(`${clips}/${first.id}/cancel`)).status).toBe(403)
    expect((await editor.post(`${clips}/${talk}/cancel`)).status).toBe(404)
    const stopped = await editor.post<{ clip: Clip }>(`${clips}/${first.id}/cancel`)
    expect(stopped.body.clip).toMatchObject({ state: 'failed', failure: 'cancelled', asset: null })
    await expect.poll(sleepers, soon).toEqual([])
    expect((await editor.post(`${clips}/${first.id}/cancel`)).status).toBe(409)

    await breakTool()
    await cut(1000)
    await expect.poll(sleepers, soon).toHaveLength(2)
    const { jobs } = (await admin.get<{ jobs: Job[] }>('/api/v1/jobs?state=running')).body
    const job = jobs.find(({ name }) => name === 'clip.cut')!
    expect(job).toMatchObject({ assetId: id, percent: 0, may: { cancel: true } })
    expect((await admin.post(`/api/v1/jobs/${job.id}/cancel`)).status).toBe(202)
    await expect.poll(sleepers, soon).toEqual([])
    await expect.poll(leftInTemp, soon).toEqual([])
    const ended = ['failed', 'cancelled']
    expect(await listed()).toEqual([ended, ended])
    expect(await hub.deps.db.asset.count()).toBe(2)
    await mendTool()
    await cut(1000)
    await expect.poll(listed, soon).toEqual([['done', null], ended, ended])
  })

  it('leaves nothing behind where it fails either', async () => {
    await startWorkerApart()
    const torn = film.subarray(0, film.length / 2)
    const { id } = (await editor.upload(torn, 'hong.mp4', { title: 'Hỏng' })).body.asset
    await expect.poll(async () => (await assetOf(id)).file, soon).toBe('failed')
    await expect.poll(leftInTemp, soon).toEqual([])
  })

  it('that waits tells its place, is put first by an administrator, and leaves the line when it is stopped', async () => {
    const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const other = await hub.person('Đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const ids: string[] = []
    for (const width of [300, 310, 320])
      ids.push(
        (await editor.upload(await makeJpeg({ width, height: 200 }), 'a.jpg', { visibility: 'unit' })).body.asset.id,
      )
    const places = () => Promise.all(ids.map(async id => (await processingOf(id)).place))
    expect(await places()).toEqual([1, 2, 3])
    const jobs = async () => (await admin.get<{ jobs: Job[] }>('/api/v1/jobs')).body.jobs
    const last = (await jobs()).find(({ assetId, name }) => assetId === ids[2] && name === 'rendition.image')
    expect(last).toMatchObject({
      ...{ state: 'waiting', lane: 'person', unit: expect.stringMatching(/Báo/), percent: 0, worker: null },
      may: { cancel: true, retry: false, raise: true },
    })
    expect((await admin.post(`/api/v1/jobs/${last!.id}/raise`)).status).toBe(202)
    expect(await places()).toEqual([2, 3, 1])
    expect((await admin.post(`/api/v1/jobs/${last!.id}/cancel`)).status).toBe(202)
    expect(await places()).toEqual([1, 2, null])
    expect(await assetOf(ids[2]!)).toMatchObject({ file: 'failed', failure: { code: 'cancelled' } })
    expect((await change(ids[0]!, 'cancel', other)).status).toBe(404)
    expect((await jobs()).filter(({ assetId, name }) => assetId === ids[2] && name !== 'metadata.read')).toHaveLength(1)
  })
})

describe('a tool that waits for what never comes', () => {
  it('is ended with all that it started, and the file blamed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stuck-test-'))
    const before = process.env.PATH
    try {
      await chmod(folder, 0o755)
      await writeFile(join(folder, 'pdfinfo'), '#!/bin/sh\nsleep 86397 & exec sleep 86398\n', { mode: 0o755 })
      process.env.PATH = `${folder}:${before}`
      const limits = { memoryKib: 1_048_576, cpuSeconds: 10, wallMs: 600_000, outputBytes: 1_000, silenceMs: 400 }
      const run = runTool('pdfinfo', [], { folder, limits, signal: new AbortController().signal })
      await expect(run).rejects.toMatchObject({
        failure: 'took-too-long',
        message: expect.stringContaining('did nothing'),
      })
      await expect.poll(sleepers, soon).toEqual([])
    } finally {
      process.env.PATH = before
      await rm(folder, { recursive: true, force: true })
    }
  })
})
