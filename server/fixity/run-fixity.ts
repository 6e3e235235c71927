import { databaseNow } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { StoreUnavailable } from '#server/storage/object-store'
import { type CheckDeps, checkItem } from './check-item.ts'
import type { Pace } from './examine-object.ts'
import { nextDue } from './next-due.ts'
import { CheckStopped, paceOf } from './pace.ts'

export type FixityWish = { bytesPerSecond: number; everyDays: number; forMs: number; signal: AbortSignal }
export type RunState = 'done' | 'stopped' | 'interrupted' | 'store-away' | 'store-empty'

// So many in a row gone at once is a wrong mount or a wrong bucket, not so many lost files: people look before more is said.
const allMissing = 25
const beatMs = 5_000

/**
 * One pass: proves what is due, longest ago first, until nothing is or `forMs` is over. What was proved stands in its own row, so a
 * pass that is killed goes on in the next. Answers how it ended. Throws nothing of the store's: a store that is away ends the pass.
 */
export async function runFixity(deps: CheckDeps, wish: FixityWish): Promise<RunState> {
  const { db, log } = deps
  const since = await databaseNow(db)
  await db.$executeRaw`
    update fixity_run set state = 'interrupted', ended_at = now() where state = 'running' and beat_at < now() - interval '60 s'`
  const id = newId()
  await db.$executeRaw`insert into fixity_run (id) values (${id}::uuid)`
  const state = await check(deps, wish, { id, since }).catch((error: unknown) => {
    if (error instanceof CheckStopped) return 'interrupted' as const
    if (!(error instanceof StoreUnavailable)) throw error
    log.warn({ event: 'fixity.store-away', error })
    return 'store-away' as const
  })
  await db.$executeRaw`update fixity_run set state = ${state}, ended_at = now(), beat_at = now() where id = ${id}::uuid`
  return state
}

async function check(deps: CheckDeps, wish: FixityWish, run: { id: string; since: Date }): Promise<RunState> {
  const { db, log } = deps
  const until = Date.now() + wish.forMs
  const seen: string[] = []
  const pace = beating(deps, run.id, paceOf(wish.bytesPerSecond, wish.signal))
  for (let missing = 0; ; ) {
    if (wish.signal.aborted) return 'interrupted'
    if (Date.now() > until) return 'stopped'
    const item = await nextDue(db, { since: run.since, everyDays: wish.everyDays, seen })
    if (!item) return 'done'
    const { outcome, damage } = await checkItem(deps, item, pace)
    if (damage && !item.rendition) seen.push(item.id)
    missing = damage === 'missing' && outcome !== 'still-damaged' ? missing + 1 : 0
    await count(deps, run.id, Number(item.size), outcome)
    if (missing < allMissing) continue
    log.error({ event: 'fixity.store-empty', missing })
    return 'store-empty'
  }
}

async function count({ db }: CheckDeps, id: string, bytes: number, outcome: string): Promise<void> {
  const one = (name: string) => (outcome === name ? 1 : 0)
  await db.$executeRaw`
    update fixity_run
    set checked = checked + 1, bytes = bytes + ${BigInt(bytes)}, damaged = damaged + ${one('damaged')},
      healed = healed + ${one('healed')}, rebuilt = rebuilt + ${one('rebuilt')}, beat_at = now()
    where id = ${id}::uuid`
}

/** Says in the middle of a large file too that the pass is alive. */
function beating({ db }: CheckDeps, id: string, pace: Pace): Pace {
  let last = Date.now()
  return async bytes => {
    await pace(bytes)
    if (Date.now() - last < beatMs) return
    last = Date.now()
    await db.$executeRaw`update fixity_run set beat_at = now() where id = ${id}::uuid`
  }
}
