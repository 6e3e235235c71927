import type { Tx } from '#server/platform/db'
import { fold } from '#server/search/fold'
import type { Cue } from './parse-captions.ts'

/** Writes what a track says, cue by cue, for the search that names the moment; what stood there goes. One statement each. */
export async function writeCues(
  tx: Tx,
  trackId: string,
  cues: readonly Pick<Cue, 'startMs' | 'plain'>[],
): Promise<void> {
  await tx.$executeRaw`delete from caption_cue where track_id = ${trackId}::uuid`
  const starts = cues.map(cue => cue.startMs)
  const texts = cues.map(cue => cue.plain)
  const folded = texts.map(text => ` ${fold(text)} `)
  await tx.$executeRaw`
    insert into caption_cue (track_id, number, start_ms, text, folded)
    select ${trackId}::uuid, number, start_ms, said, folded
    from unnest(${starts}::int[], ${texts}::text[], ${folded}::text[]) with ordinality as cue (start_ms, said, folded, number)`
}
