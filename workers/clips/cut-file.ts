import { availableParallelism } from 'node:os'
import { blameFfmpeg } from '../renditions/blame-ffmpeg.ts'
import { ffmpegGuard } from '../renditions/ffmpeg-guard.ts'
import { PermanentFault } from '../renditions/permanent-fault.ts'
import { runTool } from '../renditions/run-tool.ts'
import { type ClipPlan, type ClipProbe, clipOptions, planClip } from './clip-plan.ts'

export type CutTask = {
  input: string
  kind: string
  fromMs: number
  toMs: number
  folder: string
  signal: AbortSignal
  progress(percent: number): void
}

const limits = { memoryKib: 2_097_152, cpuSeconds: 60, wallMs: 120_000, outputBytes: 4_194_304 }
const cutting = { ...limits, memoryKib: 4_194_304, cpuSeconds: 43_200 }
const threads = String(Math.min(4, availableParallelism()))
// A packet's time is rounded to its stream's clock.
const toleranceMs = 2

/** Cuts a piece out of a file, into a new one in the folder; answers its path. Throws PermanentFault. */
export async function cutFile(task: CutTask): Promise<string> {
  const plan = planClip(await probe(task), task.kind)
  if (!plan) throw new PermanentFault('file-corrupt', 'neither picture nor sound')
  const copy = plan.copyable && (await liesOnKeyframes(task, plan))
  const lengthMs = task.toMs - task.fromMs
  const { options, extension } = clipOptions(plan, copy, seconds(lengthMs))
  const file = `${task.folder}/clip.${extension}`
  let words = ''
  const args = ['-nostdin', '-v', 'error', '-progress', 'pipe:1', '-stats_period', '0.5', '-threads', threads]
  const input = [...ffmpegGuard, '-max_pixels', String(8192 * 8192), '-ss', seconds(task.fromMs), '-i', task.input]
  const { code } = await runTool('ffmpeg', [...args, ...input, '-threads', threads, ...options, '-y', file], {
    ...task,
    // Twenty times the piece's length on a slow machine, six hours at most.
    limits: { ...cutting, wallMs: Math.min(21_600_000, Math.max(600_000, lengthMs * 20)) },
    onStdout: chunk => {
      const micro = Number(/out_time_us=(\d+)/.exec(chunk.toString('latin1'))?.[1] ?? 0)
      task.progress(5 + 90 * Math.min(1, micro / 1000 / lengthMs))
    },
    onStderr: chunk => {
      words = (words + chunk.toString('utf8')).slice(-4096)
    },
  })
  if (code !== 0) throw blameFfmpeg(words)
  return file
}

async function probe(task: CutTask): Promise<ClipProbe> {
  const wanted = 'stream=index,codec_type,codec_name,channels,width,height:stream_disposition=attached_pic'
  const args = ['-v', 'error', ...ffmpegGuard, '-show_entries', wanted, '-of', 'json', '-i', task.input]
  const { code, stdout, stderr } = await runTool('ffprobe', args, { ...task, limits })
  if (code !== 0) throw blameFfmpeg(stderr)
  return JSON.parse(stdout.toString('utf8')) as ClipProbe
}

/** Whether a key frame stands at both ends: then the packets between are the piece, and nothing has to be coded anew. */
async function liesOnKeyframes(task: CutTask, plan: ClipPlan): Promise<boolean> {
  for (const ms of [task.fromMs, task.toMs]) {
    const interval = ['-read_intervals', `${seconds(ms)}%+#1`, '-select_streams', String(plan.videoIndex)]
    const show = ['-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0']
    const args = ['-v', 'error', ...ffmpegGuard, ...interval, ...show, '-i', task.input]
    const { code, stdout } = await runTool('ffprobe', args, { ...task, limits })
    const [time, flags = ''] = stdout.toString('latin1').trim().split(',')
    if (code !== 0 || !flags.startsWith('K') || Math.abs(Number(time) * 1000 - ms) > toleranceMs) return false
  }
  return true
}

const seconds = (ms: number) => (ms / 1000).toFixed(3)
