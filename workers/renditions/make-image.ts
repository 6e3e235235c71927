import { formatOf } from '#contracts/file-format'
import { profiles, stillType } from '#server/renditions/profiles'
import { makeStillsApart } from './image/image-pool.ts'
import type { StillResult } from './image/still.ts'
import type { Made, MadeRendition, Task } from './made.ts'
import { readablePicture } from './readable-picture.ts'

/** Makes the sizes of a photo or drawing, learns its colours and hashes. Throws PermanentFault, ToolMissing. */
export async function makeImage(task: Task): Promise<Made> {
  const { sizes, animation } = profiles.image
  const opener = formatOf(task.contentType)?.opener ?? 'sharp'
  const source = await readablePicture(task, opener)
  const made = await makeStillsApart({ ...source, sizes, folder: task.folder, study: { animation } }, task.signal)
  const { width, height, thumbhash, details } = made
  return {
    renditions: [
      ...made.stills.map(still => ({ ...still, contentType: stillType, durationMs: null })),
      ...moving(made),
    ],
    facts: {
      ...{ width, height, durationMs: null, pageCount: null, thumbhash, details },
      colours: made.study?.colours ?? [],
      hashes: made.study?.hashes.map(BigInt) ?? [],
    },
    texts: [],
  }
}

function moving({ study }: StillResult): MadeRendition[] {
  return study?.animation ? [{ ...study.animation, contentType: 'image/webp', durationMs: null }] : []
}
