import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

type Sound = { seconds?: number; channels?: 1 | 2; codec?: string[]; source?: string; cover?: string }

/** A sound of ffmpeg's own making, in the format of the file's ending: a tone of 440 Hz unless `source` (a lavfi graph) says otherwise. */
export async function makeSound(file: string, spec: Sound = {}): Promise<Buffer> {
  const { seconds = 2, channels = 2, codec = [], cover } = spec
  const tone = `sine=frequency=440:sample_rate=44100:duration=${seconds}`
  const input = ['-f', 'lavfi', '-i', spec.source ?? tone]
  const picture = cover
    ? ['-i', cover, '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-disposition:v', 'attached_pic']
    : []
  await run('ffmpeg', ['-nostdin', '-y', '-v', 'error', ...input, ...picture, '-ac', String(channels), ...codec, file])
  return readFile(file)
}
