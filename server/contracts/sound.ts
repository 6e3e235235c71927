import { z } from 'zod'

/** Of a sound. `integrated` in LUFS, `range` in LU, `truePeak` in dBTP (EBU R 128, Tech 3341, Tech 3342). */
export const soundFacts = z.object({
  codec: z.string(),
  channels: z.int(),
  sampleRate: z.int().nullable(),
  loudness: z
    .object({ integrated: z.number().nullable(), range: z.number().nullable(), truePeak: z.number().nullable() })
    .nullable(),
})
export type SoundFacts = z.infer<typeof soundFacts>
