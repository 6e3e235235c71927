import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import ffmpeg from 'fluent-ffmpeg'
import { killGroup } from '#server/platform/kill-group'
import { profiles, stillType } from '#server/renditions/profiles'
import { makeStillsApart } from './image/image-pool.ts'
import type { StillResult } from './image/still.ts'
import type { Made, MadeRendition, Task } from './made.ts'
import { requireTools } from './missing-tools.ts'
import { PermanentFault } from './permanent-fault.ts'
import { type Probe, planVideo, type VideoPlan } from './video-plan.ts'

// fluent-ffmpeg can neither limit a process nor make a group: these run the real tools confined.
ffmpeg.setFfmpegPath(fileURLToPath(new URL('./confine-ffmpeg.sh', import.meta.url)))
ffmpeg.setFfprobePath(fileURLToPath(new URL('./confine-ffprobe.sh', import.meta.url)))

// Without the format list a playlist dressed as .mp4 makes ffmpeg read other files of this machine into the proxy.
const guard = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi,asf,mxf,flv,wav,mp3,aac,ogg,flac',
]
const threads = String(Math.min(4, availableParallelism()))
// 8K; a larger frame is a bomb.
const maxPixels = String(8192 * 8192)
const dayMs = 86_400_000
const silenceMs = 60_000

/** Makes poster, small stills and the 720p proxy of a video. Throws PermanentFault, ToolMissing. */
export async function makeVideo(task: Task): Promise<Made> {
  requireTools(['ffmpeg', 'ffprobe'])
  const plan = planVideo(await probe(task.input), profiles.video.proxy)
  if (!plan) throw new PermanentFault('no-video-stream', 'ffprobe found no moving picture')
  if (plan.durationMs > dayMs) throw new PermanentFault('took-too-long', `says that it lasts ${plan.durationMs} ms`)
  task.progress(3)
  task.signal.throwIfAborted()
  const poster = await makePoster(task, plan)
  task.progress(8)
  const proxy = await makeProxy(task, plan)
  const stills = poster.stills.map(still => ({ ...still, contentType: stillType, durationMs: null }))
  const durationMs = plan.durationMs || proxy.durationMs
  const { width, height, details } = plan
  const facts = { width, height, durationMs, pageCount: null, thumbhash: poster.thumbhash, details }
  return { renditions: [...stills, proxy], facts, texts: [] }
}

function probe(file: string): Promise<Probe> {
  return new Promise((resolve, reject) => {
    ffmpeg.ffprobe(file, guard, (error, data) => {
      if (error) reject(new PermanentFault('file-corrupt', String(error), { cause: error }))
      else resolve(data as unknown as Probe)
    })
  })
}

/** The most typical of thirty frames from a tenth of the way on: neither a black start nor the middle of a cut. */
async function makePoster(task: Task, plan: VideoPlan): Promise<StillResult> {
  const file = `${task.folder}/poster.png`
  const [largest] = profiles.video.sizes
  const scale = Math.min(1, largest.width / Math.max(plan.width, plan.height))
  const box = [plan.width, plan.height].map(side => Math.max(1, Math.round(side * scale))).join(':')
  const options = [
    '-map',
    `0:${plan.videoIndex}`,
    '-vf',
    `scale=${box},setsar=1,thumbnail=n=30`,
    '-frames:v',
    '1',
    '-an',
  ]
  for (const second of [Math.min(30, plan.durationMs / 10_000), 0]) {
    const command = open(task, ['-ss', second.toFixed(3)])
      .outputOptions(...options, '-map_metadata', '-1')
      .output(file)
    await run(command, task.signal, { wallMs: 300_000 })
    if (existsSync(file))
      return makeStillsApart({ file, sizes: profiles.video.sizes, folder: task.folder }, task.signal)
  }
  throw new PermanentFault('file-corrupt', 'no frame could be read')
}

async function makeProxy(task: Task, plan: VideoPlan): Promise<MadeRendition & { durationMs: number }> {
  const { proxy } = profiles.video
  const file = `${task.folder}/${proxy.name}.mp4`
  const command = open(task, [])
    .outputOptions(...proxyOptions(plan))
    .output(file)
  // A slow machine may take twenty times the film's length; what takes longer than six hours stops for good.
  const wallMs = Math.min(21_600_000, Math.max(600_000, plan.durationMs * 20))
  await run(command, task.signal, {
    wallMs,
    onTime: ms => task.progress(8 + 87 * Math.min(1, ms / (plan.durationMs || ms || 1))),
  })
  const made = planVideo(await probe(file), proxy)
  if (!made) throw new PermanentFault('file-corrupt', 'the proxy came out empty')
  const { width, height, durationMs } = made
  return { name: proxy.name, file, contentType: 'video/mp4', width, height, durationMs }
}

/** Output options of the proxy: H.264 main + AAC, its index in front, no metadata of the source (a phone writes where it was). */
function proxyOptions(plan: VideoPlan): string[] {
  const { proxy } = profiles.video
  const { width, height, fps } = plan.proxy
  const sound =
    plan.audioIndex === null ? ['-an'] : ['-map', `0:${plan.audioIndex}`, '-c:a', 'aac', '-b:a', `${proxy.audioKbit}k`]
  // More than two channels are mixed down; one stays one, as mixing it up would change how loud it is.
  if (plan.audioChannels > 2) sound.push('-ac', '2')
  const filter = [`scale=${width}:${height}`, 'setsar=1', 'format=yuv420p', ...(fps ? [`fps=${fps}`] : [])].join(',')
  const rate = ['-crf', `${proxy.crf}`, '-maxrate', `${proxy.kbitMax}k`, '-bufsize', `${proxy.kbitMax * 2}k`]
  const picture = [
    '-map',
    `0:${plan.videoIndex}`,
    '-vf',
    filter,
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-profile:v',
    'main',
    ...rate,
  ]
  const bounds = ['-threads', threads, '-max_muxing_queue_size', '1024', '-sn', '-dn']
  return [
    ...picture,
    ...sound,
    ...bounds,
    '-map_metadata',
    '-1',
    '-map_chapters',
    '-1',
    '-movflags',
    '+faststart',
    '-f',
    'mp4',
  ]
}

function open(task: Task, seek: readonly string[]): ffmpeg.FfmpegCommand {
  const limits = ['-threads', threads, '-max_pixels', maxPixels, '-stats_period', '0.5']
  return ffmpeg(task.input, { cwd: task.folder } as ffmpeg.FfmpegCommandOptions).inputOptions(
    '-nostdin',
    ...guard,
    ...limits,
    ...seek,
  )
}

/** Runs a command to its end. Kills its whole group at the wall limit, after one minute without a sign of life, and on cancel. */
function run(
  command: ffmpeg.FfmpegCommand,
  signal: AbortSignal,
  options: { wallMs: number; onTime?(ms: number): void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let pid: number | undefined
    let fault: unknown
    const stop = (reason: unknown): void => {
      fault ??= reason
      killGroup(pid)
    }
    const abort = (): void => stop(signal.reason)
    const late = (): void => stop(new PermanentFault('took-too-long', 'ffmpeg was stopped by its timer'))
    const wall = setTimeout(late, options.wallMs)
    let watchdog = setTimeout(late, silenceMs)
    const finish = (end: () => void): void => {
      clearTimeout(wall)
      clearTimeout(watchdog)
      signal.removeEventListener('abort', abort)
      end()
    }
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    command
      .on('start', () => {
        pid = (command as unknown as { ffmpegProc: { pid?: number } }).ffmpegProc.pid
        if (fault) killGroup(pid)
      })
      .on('progress', ({ timemark }: { timemark?: string }) => {
        clearTimeout(watchdog)
        watchdog = setTimeout(late, silenceMs)
        options.onTime?.(readTimemark(timemark ?? ''))
      })
      .on('end', () => finish(resolve))
      .on('error', (error, _out, log) => finish(() => reject(fault ?? blame(error, log ?? ''))))
      .run()
  })
}

/** ffmpeg's words decide: what the machine lacks, or a kill from outside, may go better next time; the rest is the file's fault. */
function blame(error: Error, log: string): Error {
  const words = `${error.message}\n${log.slice(-2000)}`
  if (/no space left|cannot allocate memory|resource temporarily|ENOENT|EACCES|killed with signal/i.test(words))
    return new Error(words)
  return new PermanentFault('file-corrupt', words, { cause: error })
}

/** Milliseconds of `00:01:02.50`. */
function readTimemark(mark: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = mark.split(':').map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 || 0
}
