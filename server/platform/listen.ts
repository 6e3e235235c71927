import pg from 'pg'
import type { Log } from './log.ts'

export type Listener = { close(): Promise<void> }
type Handlers = {
  onMessage(payload: string): void
  /** It hears from now on; what was said since `heardUntil` (this machine's clock) may have gone unheard. Called at each connection. */
  onListening(heardUntil: Date): void
}

const probeMs = 10_000
const answerMs = 5_000
const longestPauseMs = 5_000

/**
 * Holds one connection that LISTENs on `channel` for as long as the process lives, and takes another whenever it breaks: also a line
 * that is dead without having said so, for it is asked every 10 s. LISTEN needs a session of its own: no pool, and no pooler in
 * between that lends sessions by the transaction.
 */
export function listen(url: string, channel: string, { onMessage, onListening }: Handlers, log: Log): Listener {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let failures = 0
  let heardUntil = new Date()

  const lost = (from: pg.Client, error?: unknown) => {
    if (from !== client || closed) return
    client = null
    clearTimeout(timer)
    from.end().catch(() => {})
    log.warn({ event: 'listen.lost', channel, failures, error })
    timer = setTimeout(() => void connect(), Math.min(longestPauseMs, 250 * 2 ** failures++))
  }
  const probe = (on: pg.Client) => {
    timer = setTimeout(() => {
      const dead = setTimeout(() => lost(on, new Error('the listening connection does not answer')), answerMs)
      on.query('select 1')
        .then(() => {
          if (on !== client || closed) return
          heardUntil = new Date()
          probe(on)
        })
        .catch(error => lost(on, error))
        .finally(() => clearTimeout(dead))
    }, probeMs)
  }
  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'hub-listen',
      keepAlive: true,
      connectionTimeoutMillis: answerMs,
    })
    client = fresh
    fresh.on('error', error => lost(fresh, error))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ payload }) => onMessage(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      return lost(fresh, error)
    }
    if (closed) return
    failures = 0
    onListening(heardUntil)
    heardUntil = new Date()
    probe(fresh)
  }
  void connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
