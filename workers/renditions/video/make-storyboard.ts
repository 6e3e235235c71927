import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { playbackAddress } from '#server/renditions/playback-files'
import type { VideoProfile } from '#server/renditions/profiles'
import { digestOf } from '../digest-of.ts'
import type { MadeRendition } from '../made.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { runTool } from '../run-tool.ts'
import { chooseFrame } from './choose-frame.ts'
import { framesFile, type StoryboardPlan, sheetFile } from './ladder-args.ts'
import { playback } from './make-ladder.ts'
import { storyboardVtt } from './storyboard-vtt.ts'

/** The sheet with its track, and the moment of the best frame for a poster. `durationMs` is the film's, as it was made. */
export async function readStoryboard(
  plan: StoryboardPlan,
  folder: string,
  { durationMs, profile, signal }: { durationMs: number; profile: VideoProfile; signal: AbortSignal },
): Promise<{ renditions: MadeRendition[]; posterAtMs: number }> {
  const { columns } = profile.storyboard
  // Raw 4:2:0: a frame is its luma and half as much again.
  const pixels = plan.frame.width * plan.frame.height
  const frames = await readFile(framesFile(folder))
  const found = Math.floor(frames.length / (pixels * 1.5))
  if (found === 0) throw new PermanentFault('file-corrupt', 'no frame came out')
  const count = Math.min(found, plan.rows * columns)
  const luma = Array.from({ length: count }, (_, at) => frames.subarray(at * pixels * 1.5, at * pixels * 1.5 + pixels))
  const sheet = await makeSheet(plan, folder, { columns, quality: profile.storyboard.quality, signal })
  const track = join(folder, 'storyboard.vtt')
  const address = playbackAddress('storyboard', await digestOf(sheet))
  await writeFile(track, storyboardVtt(plan, { sheet: address, count, columns, durationMs }))
  const size = { width: plan.thumb.width * columns, height: plan.thumb.height * plan.rows }
  const best = chooseFrame(luma, plan.frame.width) * plan.everySeconds * 1000
  return {
    posterAtMs: Math.max(0, Math.min(best, durationMs - 40)),
    renditions: [
      playback('storyboard', 'picture', sheet, size, durationMs),
      playback('storyboard-track', 'track', track, { width: null, height: null }, durationMs),
    ],
  }
}

/** Lays the frames out as one picture. They are ours: what stands in them was decoded before. */
async function makeSheet(
  { frame, thumb, rows }: StoryboardPlan,
  folder: string,
  { columns, quality, signal }: { columns: number; quality: number; signal: AbortSignal },
): Promise<string> {
  const sheet = sheetFile(folder)
  const raw = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-s',
    `${frame.width}x${frame.height}`,
    '-i',
    framesFile(folder),
  ]
  const layout = `scale=${thumb.width}:${thumb.height},tile=${columns}x${rows}`
  const form = [
    '-frames:v',
    '1',
    '-update',
    '1',
    '-q:v',
    String(quality),
    '-fflags',
    '+bitexact',
    '-f',
    'image2',
    sheet,
  ]
  const args = ['-nostdin', '-v', 'error', '-y', '-protocol_whitelist', 'file', ...raw, '-vf', layout, ...form]
  const limits = { memoryKib: 2_097_152, cpuSeconds: 60, wallMs: 300_000, outputBytes: 1_048_576 }
  const { code, stderr } = await runTool('ffmpeg', args, { folder, limits, signal })
  if (code !== 0) throw new Error(`the storyboard: ${stderr.slice(-1000)}`)
  return sheet
}
