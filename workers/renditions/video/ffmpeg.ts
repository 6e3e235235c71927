import { readdir, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ffmpeg from 'fluent-ffmpeg'
import { killGroup } from '#server/platform/kill-group'
import { blameFfmpeg } from '../blame-ffmpeg.ts'
import { ffmpegGuard } from '../ffmpeg-guard.ts'
import { PermanentFault } from '../permanent-fault.ts'

// fluent-ffmpeg can neither limit a process nor make a group: this runs the real tool confined.
ffmpeg.setFfmpegPath(fileURLToPath(new URL('../confine-ffmpeg.sh', import.meta.url)))

/** How many threads a decoder or an encoder gets; four is where H.264 stops gaining. */
export const threads = String(Math.min(4, availableParallelism()))
// 8K; a larger frame is a bomb.
const maxPixels = String(8192 * 8192)
const silenceMs = 60_000

/** What stands before each `-i`, with where to begin (seconds) where that is not the start. */
function inputOptions(seek: number | null = null): string[] {
  const limits = ['-threads', threads, '-max_pixels', maxPixels, '-stats_period', '0.5']
  return ['-nostdin', ...ffmpegGuard, ...limits, ...(seek === null ? [] : ['-ss', seek.toFixed(3)])]
}

export type FfmpegCall = {
  inputs: readonly string[]
  seek?: number
  /** Everything behind the inputs but the last output's name; earlier outputs stand in it with theirs. */
  options: readonly string[]
  output: string
  folder: string
  signal: AbortSignal
  wallMs: number
  onTime?(ms: number): void
}

/**
 * Runs one ffmpeg to its end. Kills its whole group at the wall limit, after a minute without a sign of life, and on cancel. Throws
 * PermanentFault where the file is at fault, an Error where the machine is.
 */
export function runFfmpeg(call: FfmpegCall): Promise<void> {
  const command = ffmpeg({ cwd: call.folder } as ffmpeg.FfmpegCommandOptions)
  for (const input of call.inputs) command.input(input).inputOptions(...inputOptions(call.seek ?? null))
  command.outputOptions(...call.options, '-max_muxing_queue_size', '1024').output(call.output)
  return new Promise((resolve, reject) => watch(command, call, resolve, reject))
}

function watch(
  command: ffmpeg.FfmpegCommand,
  { folder, signal, wallMs, onTime }: FfmpegCall,
  resolve: () => void,
  reject: (reason: unknown) => void,
): void {
  let pid: number | undefined
  let fault: unknown
  const stop = (reason: unknown): void => {
    fault ??= reason
    killGroup(pid)
  }
  const abort = (): void => stop(signal.reason)
  const late = (): void => stop(new PermanentFault('took-too-long', 'ffmpeg was stopped by its timer'))
  const wall = setTimeout(late, wallMs)
  // Before every output has begun ffmpeg says nothing: then that its files grow is the sign of life.
  let grown = 0
  const look = (): void => {
    bytesIn(folder).then(bytes => {
      if (ended) return
      if (bytes <= grown) return late()
      grown = bytes
      watchdog = setTimeout(look, silenceMs)
    }, stop)
  }
  let watchdog = setTimeout(look, silenceMs)
  let ended = false
  const finish = (end: () => void): void => {
    ended = true
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
      watchdog = setTimeout(look, silenceMs)
      onTime?.(readTimemark(timemark ?? ''))
    })
    .on('end', () => finish(resolve))
    .on('error', (error, _out, log) => finish(() => reject(fault ?? blameFfmpeg(`${error.message}\n${log ?? ''}`))))
    .run()
}

async function bytesIn(folder: string): Promise<number> {
  const files = await readdir(folder)
  const sizes = await Promise.all(files.map(async name => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Milliseconds of `00:01:02.50`. */
function readTimemark(mark: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = mark.split(':').map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 || 0
}
