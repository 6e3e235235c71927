import { failClip } from '#server/clips/record-clip'
import type { Deps } from '#server/deps'

/** A job that killed its worker each time has nobody left to say so: its clip would wait for ever. */
export async function failDeadClips({ db, log }: Pick<Deps, 'db' | 'log'>): Promise<void> {
  const rows = await db.$queryRaw<{ id: string; sourceId: string; fromMs: number; toMs: number }[]>`
    select c.id, c.source_id as "sourceId", c.from_ms as "fromMs", c.to_ms as "toMs"
    from graphile_worker.jobs j
    join asset_clip c on j.key = 'clip:' || c.id
    where j.task_identifier = 'clip.cut' and j.attempts >= j.max_attempts and j.locked_at is null and c.state = 'waiting'`
  for (const clip of rows) {
    log.warn({ event: 'clip.dead', clipId: clip.id })
    await failClip(db, clip, 'gave-up', null)
  }
}
