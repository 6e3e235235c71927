import { execFile } from 'node:child_process'
import { chmod, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withWorkFolder } from '#server/platform/work-folder'
import type { Made, MadeRendition } from '#workers/renditions/made'
import { makeVideo } from '#workers/renditions/video/make-video'

const run = promisify(execFile)

/** A moving test picture with a tone, as ffmpeg's inputs. */
export function source(size: string, { seconds = 2, rate = '25' }: { seconds?: number; rate?: string } = {}): string[] {
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`]
  return [...picture, '-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`]
}

/** Quick H.264. */
export const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']

/** Makes a film by these arguments of ffmpeg (inputs, codecs); what it is wrapped in follows from the file's name. */
export async function makeFilm(file: string, args: readonly string[]): Promise<string> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, file])
  return file
}

export type FilmMade = { made: Made; folder: string; rendition(name: string): MadeRendition }

/** Makes what the worker makes of a film, without database or store, and shows it while it lies there. */
export function withMadeVideo<T>(file: string, look: (film: FilmMade) => Promise<T>): Promise<T> {
  return withWorkFolder(async folder => {
    const input = join(folder, 'original')
    await copyFile(file, input)
    await chmod(input, 0o444)
    const signal = new AbortController().signal
    const made = await makeVideo({ input, contentType: 'video/mp4', folder, signal, progress: () => {} })
    const rendition = (name: string): MadeRendition => {
      const found = made.renditions.find(each => each.name === name)
      if (!found) throw new Error(`no ${name} among ${made.renditions.map(each => each.name).join(' ')}`)
      return found
    }
    return look({ made, folder, rendition })
  })
}

export type Said = {
  streams: Record<string, string>[]
  format: { duration: string; format_name: string; tags?: Record<string, string> }
}

/** What ffprobe says of a file. */
export async function probeFilm(file: string): Promise<Said> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file])
  return JSON.parse(stdout) as Said
}

/** Seconds of a file's key frames, in the order in which they show. */
export async function keyTimes(file: string): Promise<number[]> {
  const entries = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0']
  const { stdout } = await run('ffprobe', ['-v', 'error', ...entries, file])
  return stdout
    .split('\n')
    .filter(line => line.includes('K'))
    .map(line => Number(line.split(',')[0]))
}

/** Luma of a film's frame at a moment, `width` x `height`. */
export async function lumaAt(file: string, seconds: number, width: number, height: number): Promise<Buffer> {
  const form = ['-frames:v', '1', '-vf', `scale=${width}:${height}`, '-pix_fmt', 'gray', '-f', 'rawvideo', '-']
  const args = ['-nostdin', '-v', 'error', '-ss', String(seconds), '-i', file, ...form]
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer' })
  return stdout
}
