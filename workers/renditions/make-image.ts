import { profiles, stillType } from '#server/renditions/profiles'
import { makeStillsApart } from './image-pool.ts'
import type { Made, Task } from './made.ts'

/** Makes the sizes of a photo or drawing. Throws PermanentFault. */
export async function makeImage(task: Task): Promise<Made> {
  const made = await makeStillsApart(
    { file: task.input, sizes: profiles.image.sizes, folder: task.folder },
    task.signal,
  )
  const { width, height, thumbhash, details, stills } = made
  return {
    renditions: stills.map(still => ({ ...still, contentType: stillType, durationMs: null })),
    facts: { width, height, durationMs: null, pageCount: null, thumbhash, details },
    texts: [],
  }
}
