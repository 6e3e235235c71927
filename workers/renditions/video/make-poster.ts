import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { profiles, stillType } from '#server/renditions/profiles'
import { makeStillsApart } from '../image/image-pool.ts'
import type { MadeRendition } from '../made.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { runFfmpeg } from './ffmpeg.ts'

export type Poster = { stills: MadeRendition[]; thumbhash: string | null; atMs: number }

/**
 * The stills of one moment of a film that we made (the largest step: upright, whole frames, eight bits, and quick to seek in). The
 * frame that shows at `atMs`; near the end, where none may follow, the last one that is found. Throws PermanentFault.
 */
export async function makePoster(
  film: string,
  atMs: number,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<Poster> {
  const output = join(folder, 'poster.png')
  const options = ['-map', '0:v:0', '-frames:v', '1', '-update', '1', '-map_metadata', '-1', '-f', 'image2']
  for (const moment of [atMs, Math.max(0, atMs - 1000), 0]) {
    await runFfmpeg({ inputs: [film], seek: moment / 1000, options, output, folder, signal, wallMs: 300_000 })
    if (!existsSync(output)) continue
    const made = await makeStillsApart({ file: output, sizes: profiles.video.sizes, folder }, signal)
    const stills = made.stills.map(still => ({ ...still, contentType: stillType, durationMs: null }))
    return { stills, thumbhash: made.thumbhash, atMs: Math.round(moment) }
  }
  throw new PermanentFault('file-corrupt', 'no frame could be read')
}
