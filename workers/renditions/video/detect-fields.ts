import { ffmpegGuard } from '../ffmpeg-guard.ts'
import { runTool } from '../run-tool.ts'
import type { VideoPlan } from './plan-video.ts'

/**
 * Looks at some frames of a film that does not say whether it was recorded in fields (ffmpeg's idet). What cannot be looked at counts as
 * whole frames: the ladder will say what is wrong with it.
 */
export async function detectFields(
  file: string,
  plan: VideoPlan,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<'yes' | 'no'> {
  const limits = { memoryKib: 4_194_304, cpuSeconds: 60, wallMs: 120_000, outputBytes: 1_048_576 }
  // From a tenth of the way on: titles do not move.
  const seek = ['-ss', (plan.durationMs / 10_000).toFixed(3)]
  const look = [
    '-map',
    `0:${plan.videoIndex}`,
    '-vf',
    'idet',
    '-frames:v',
    '120',
    '-an',
    '-sn',
    '-dn',
    '-f',
    'null',
    '-',
  ]
  const args = ['-nostdin', '-hide_banner', '-threads', '2', ...ffmpegGuard, ...seek, '-i', file, ...look]
  const { stderr } = await runTool('ffmpeg', args, { folder, limits, signal })
  return readIdet(stderr) ? 'yes' : 'no'
}

/** Whether idet's last words say that most frames are two fields of different moments. */
export function readIdet(log: string): boolean {
  const words = [...log.matchAll(/Multi frame detection: TFF:\s*(\d+) BFF:\s*(\d+) Progressive:\s*(\d+)/g)].at(-1)
  const [tff, bff, progressive] = (words ?? []).slice(1).map(Number)
  if (tff === undefined || bff === undefined || progressive === undefined) return false
  return tff + bff >= 10 && tff + bff > progressive
}
