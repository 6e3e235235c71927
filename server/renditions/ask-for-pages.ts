import type { Caller } from '#server/access/caller'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'

/** Runs of pages that may wait at once: for one person (all who are not signed in count as one), and for one version. */
const mostWaiting = { person: 4, nobody: 8, version: 4 }

export type PageRun = { assetId: string; versionId: string; first: number }

/**
 * Asks for a run of pages, unless it waits already: one reader who turns through a thousand pages asks for as few at a time as one
 * who reads. Throws `too-many-requests` with Retry-After.
 */
export async function askForPages(db: Db, caller: Caller, { assetId, versionId, first }: PageRun): Promise<void> {
  const person = caller.actor.kind === 'person' ? caller.actor.id : null
  await transaction(db, async tx => {
    // One after the other: two that count at the same time would both find room.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('page_run'))`
    const [now] = await tx.$queryRaw<{ asked: boolean; mine: number; ofVersion: number }[]>`
      select coalesce(bool_or(version_id = ${versionId}::uuid and first = ${first}), false) as asked,
        (count(*) filter (where asked_by is not distinct from ${person}::uuid))::int as mine,
        (count(*) filter (where version_id = ${versionId}::uuid))::int as "ofVersion"
      from page_run
      where state = 'waiting' and asked_at > now() - interval '2 minutes'`
    if (now?.asked) return
    const most = person ? mostWaiting.person : mostWaiting.nobody
    if (now && (now.mine >= most || now.ofVersion >= mostWaiting.version))
      throw new ProblemError('too-many-requests', { headers: { 'retry-after': '3' } })
    await tx.$executeRaw`
      insert into page_run (version_id, first, asked_by) values (${versionId}::uuid, ${first}, ${person}::uuid)
      on conflict (version_id, first) do update set state = 'waiting', asked_by = excluded.asked_by, asked_at = now()`
    await enqueue(tx, 'rendition.pages', { assetId, versionId, first }, { key: `pages:${versionId}:${first}` })
  })
}
