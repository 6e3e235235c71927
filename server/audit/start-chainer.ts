import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { linkEntries } from './link-entries.ts'

const everyMs = 400
const batch = 500

/**
 * Links committed entries as long as the process lives: within half a second of their commit, in batches without a pause while
 * there are more. Any number of processes may run it; the lock in linkEntries lets one work. `stop` waits for the batch under way.
 */
export function startChainer(db: Db, log: Log): { stop(): Promise<void> } {
  let stopping = false
  let timer: NodeJS.Timeout
  let round: Promise<void>
  const next = () => {
    round = chainAll(db, log, () => stopping).finally(() => {
      if (!stopping) timer = setTimeout(next, everyMs)
    })
  }
  next()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await round
    },
  }
}

async function chainAll(db: Db, log: Log, stopping: () => boolean): Promise<void> {
  try {
    let linked = batch
    while (linked === batch && !stopping()) {
      linked = await transaction(db, tx => linkEntries(tx, { limit: batch, wait: false }))
    }
  } catch (error) {
    log.error({ event: 'audit.chain-failed', error })
  }
}
