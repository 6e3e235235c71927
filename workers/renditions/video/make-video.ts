import { profiles } from '#server/renditions/profiles'
import type { Made, MadeRendition, Task } from '../made.ts'
import { requireTools } from '../missing-tools.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { detectFields } from './detect-fields.ts'
import { runFfmpeg, threads } from './ffmpeg.ts'
import { ladderArgs, planStoryboard, rungFile, soundFile } from './ladder-args.ts'
import { readLadder } from './make-ladder.ts'
import { makePoster } from './make-poster.ts'
import { readStoryboard } from './make-storyboard.ts'
import { planVideo, type VideoPlan } from './plan-video.ts'
import { probe } from './probe.ts'

const profile = profiles.video
const dayMs = 86_400_000

/**
 * Makes of a video the ladder that HLS plays, with its storyboard, in one decode; then, out of the ladder, the MP4 in another wrapping
 * and the poster. Throws PermanentFault, ToolMissing.
 */
export async function makeVideo(task: Task): Promise<Made> {
  requireTools(['ffmpeg', 'ffprobe'])
  const plan = await planTask(task)
  task.progress(3)
  const storyboard = planStoryboard(plan, profile)
  const { folder, signal } = task
  await runFfmpeg({
    ...ladderArgs(plan, profile, { folder, threads, storyboard }),
    ...{ inputs: [task.input], folder, signal, wallMs: wallMs(plan) },
    onTime: ms => task.progress(3 + 90 * Math.min(1, ms / (plan.durationMs || ms || 1))),
  })
  const ladder = await readLadder(plan, folder)
  const { durationMs } = ladder
  const sheet = await readStoryboard(storyboard, folder, { durationMs, profile, signal })
  const proxy = await makeProxy(task, plan, durationMs)
  task.progress(96)
  const film = rungFile(folder, plan.rungs[0] ?? { name: '' })
  const poster = await makePoster(film, sheet.posterAtMs, task)
  const player = [...ladder.renditions, ...sheet.renditions]
  const { width, height } = plan
  const details = { ...plan.details, posterAtMs: poster.atMs, playback: player.map(each => each.name) }
  const facts = { width, height, durationMs, pageCount: null, thumbhash: poster.thumbhash, details }
  return { renditions: [...poster.stills, proxy, ...player], facts, texts: [] }
}

async function planTask(task: Task): Promise<VideoPlan> {
  const plan = planVideo(await probe(task.input, task), profile)
  if (!plan) throw new PermanentFault('no-video-stream', 'ffprobe found no moving picture')
  const durationMs = plan.durationMs || (await measure(task, plan))
  if (durationMs > dayMs) throw new PermanentFault('took-too-long', `says that it lasts ${durationMs} ms`)
  const interlaced = plan.interlaced === 'unknown' ? await detectFields(task.input, plan, task) : plan.interlaced
  return { ...plan, durationMs, interlaced }
}

/** Where the header does not say how long it is: its packets, counted without decoding. */
async function measure(task: Task, plan: VideoPlan): Promise<number> {
  let durationMs = 0
  await runFfmpeg({
    ...{ inputs: [task.input], folder: task.folder, signal: task.signal, wallMs: 3_600_000 },
    options: ['-map', `0:${plan.videoIndex}`, '-c', 'copy', '-f', 'null'],
    output: '-',
    onTime: ms => {
      durationMs = Math.max(durationMs, ms)
    },
  })
  return durationMs
}

/** The step of 720p, or the largest below, with the sound, as one MP4 that starts before it is whole. Nothing is encoded. */
async function makeProxy(task: Task, plan: VideoPlan, durationMs: number): Promise<MadeRendition> {
  const { name, shortSide } = profile.proxy
  const rung = plan.rungs.find(each => Math.min(each.width, each.height) <= shortSide) ?? plan.rungs.at(-1)
  if (!rung) throw new Error('a plan without a step')
  const { folder, signal } = task
  const output = `${folder}/${name}.mp4`
  const inputs = [rungFile(folder, rung), ...(plan.sound ? [soundFile(folder)] : [])]
  const maps = inputs.flatMap((_, at) => ['-map', `${at}:0`])
  const plain = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact']
  const options = [...maps, '-c', 'copy', ...plain, '-movflags', '+faststart', '-f', 'mp4']
  await runFfmpeg({ inputs, options, output, folder, signal, wallMs: 3_600_000 })
  return { name, file: output, contentType: 'video/mp4', width: rung.width, height: rung.height, durationMs }
}

// A slow machine may take twenty times the film's length; what takes longer than six hours stops for good.
function wallMs({ durationMs }: VideoPlan): number {
  return durationMs ? Math.min(21_600_000, Math.max(600_000, durationMs * 20)) : 21_600_000
}
