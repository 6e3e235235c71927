import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { playbackAddress } from '#server/renditions/playback-files'
import type { VideoProfile } from '#server/renditions/profiles'
import type { MadeRendition } from '../made.ts'
import { chooseFrame } from './choose-frame.ts'
import { framesFile, type StoryboardPlan, sheetFile } from './ladder-args.ts'
import { digestOf, playback } from './make-ladder.ts'
import { storyboardVtt } from './storyboard-vtt.ts'

/** The sheet with its track, and the moment of the best frame for a poster. `durationMs` is the film's, as it was made. */
export async function readStoryboard(
  plan: StoryboardPlan,
  folder: string,
  { durationMs, profile }: { durationMs: number; profile: VideoProfile },
): Promise<{ renditions: MadeRendition[]; posterAtMs: number }> {
  const { columns } = profile.storyboard
  const pixels = plan.frame.width * plan.frame.height
  const frames = framesFile(folder)
  const found = Math.floor((await stat(frames)).size / pixels)
  const count = Math.max(1, Math.min(found, plan.rows * columns))
  const luma = (await readFile(frames)).subarray(0, count * pixels)
  const sheet = sheetFile(folder)
  const track = join(folder, 'storyboard.vtt')
  const address = playbackAddress('storyboard', await digestOf(sheet))
  await writeFile(track, storyboardVtt(plan, { sheet: address, count, columns, durationMs }))
  const size = { width: plan.thumb.width * columns, height: plan.thumb.height * plan.rows }
  // The filter `fps` shows the last frame before the middle of each stretch.
  const middle = (Math.max(0, chooseFrame(luma, plan.frame)) + 0.5) * plan.everySeconds * 1000
  return {
    posterAtMs: Math.max(0, Math.min(middle, durationMs - 40)),
    renditions: [
      playback('storyboard', 'picture', sheet, size, durationMs),
      playback('storyboard-track', 'track', track, { width: null, height: null }, durationMs),
    ],
  }
}
