import type { Locker, RequestRelease } from '@tus/server'
import type pg from 'pg'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'

const channel = 'hub_upload_release'
const lockKey = `hashtextextended('hub.upload.' || $1, 0)`
const retryMs = 50
// A holder ends its request a second after it was asked to; one on another machine hears of it by NOTIFY.
const patienceMs = 15_000

/** tus' Locker over every server process of the hub. `holds` is false from the moment in which the database lost the lock. */
export type UploadLocks = Locker & { holds(id: string): boolean; close(): Promise<void> }

/**
 * One connection a process holds all its locks (Postgres session advisory locks), so that uploads of hours take no connection from
 * the pool. Who wants a lock that is held asks the holder to let go: in this process directly, in another by NOTIFY. When the
 * connection breaks, Postgres frees the locks, and every holder here is told to stop at once. `connect` gives a fresh, connected
 * client; it must not come through a pooler that shares sessions.
 */
export function uploadLocks(connect: () => Promise<pg.Client>, log: Log): UploadLocks {
  const self = newId()
  const held = new Map<string, RequestRelease>()
  let session: Promise<pg.Client> | undefined

  const open = async () => {
    const client = await connect()
    const lost = (error?: Error) => {
      if (session === undefined) return
      session = undefined
      log.warn({ event: 'upload.locks-lost', held: held.size, error })
      const holders = [...held.values()]
      held.clear()
      for (const release of holders) void release()
      void client.end().catch(() => {})
    }
    client.on('error', lost)
    client.on('end', () => lost())
    client.on('notification', ({ payload = '' }) => {
      const [id = '', from] = payload.split(' ')
      if (from !== self) void held.get(id)?.()
    })
    await client.query(`listen ${channel}`)
    return client
  }
  const client = () => {
    session ??= open().catch((error: unknown) => {
      session = undefined
      throw error
    })
    return session
  }
  // One statement after the other: a client takes no second one while the first runs.
  let last: Promise<unknown> = Promise.resolve()
  const query = <T extends pg.QueryResultRow>(text: string, values: string[]) => {
    const answer = last.then(async () => (await client()).query<T>({ text, values }))
    last = answer.catch(() => {})
    return answer
  }
  const tryLock = async (id: string) => {
    const { rows } = await query<{ got: boolean }>(`select pg_try_advisory_lock(${lockKey}) as got`, [id])
    return rows[0]?.got === true
  }
  const askOthers = (id: string) => query('select pg_notify($1, $2)', [channel, `${id} ${self}`])

  /** Session locks count: the same session would get its own lock twice. So this process asks itself first. */
  const attempt = async (id: string, release: RequestRelease): Promise<boolean> => {
    const here = held.get(id)
    if (here) {
      await here()
      return false
    }
    held.set(id, release)
    try {
      if (await tryLock(id)) return true
    } catch (error) {
      held.delete(id)
      throw error
    }
    held.delete(id)
    await askOthers(id)
    return false
  }

  return {
    holds: id => held.has(id),
    newLock: id => {
      let mine: RequestRelease | undefined
      return {
        async lock(signal, requestRelease) {
          const release = () => requestRelease()
          for (const until = Date.now() + patienceMs; ; ) {
            if (signal.aborted) throw new ProblemError('upload-torn')
            if (await attempt(id, release)) {
              mine = release
              return
            }
            if (Date.now() > until) throw new ProblemError('upload-locked', { headers: { 'retry-after': '5' } })
            await new Promise(resolve => setTimeout(resolve, retryMs))
          }
        },
        async unlock() {
          // Lost meanwhile, and perhaps held by a later request of this process: not ours to free.
          if (mine === undefined || held.get(id) !== mine) return
          mine = undefined
          try {
            await query(`select pg_advisory_unlock(${lockKey})`, [id])
          } finally {
            held.delete(id)
          }
        },
      }
    },
    async close() {
      const open = session
      session = undefined
      await (await open?.catch(() => undefined))?.end()
    },
  }
}
