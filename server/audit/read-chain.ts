import type { z } from 'zod'
import type { auditChain } from '#contracts/audit'
import type { Db } from '#server/platform/db'
import { type ChainHead, type ChainReport, chainStart, verifyChain } from './verify-chain.ts'

const fullEveryMs = 3_600_000

/**
 * The state of the chain for people who look at it: what came since the last look is proved each time, the whole of it once an
 * hour and after a break. One proof runs at a time, whoever asks. `hubctl verify` always proves the whole.
 */
export function chainReader(db: Db, now: () => number = Date.now): () => Promise<z.output<typeof auditChain>> {
  let proved: ChainHead = chainStart
  let erased = 0
  let fullAt = Number.NEGATIVE_INFINITY
  let running: Promise<z.output<typeof auditChain>> | null = null
  const read = async () => {
    if (now() - fullAt > fullEveryMs) {
      fullAt = now()
      proved = chainStart
      erased = 0
    }
    const report = await verifyChain(db, proved)
    erased += report.erased
    proved = report.head
    if (report.broken) fullAt = Number.NEGATIVE_INFINITY
    return answer(report, erased, new Date(now()))
  }
  return () => {
    running ??= read().finally(() => {
      running = null
    })
    return running
  }
}

function answer({ head, broken, waiting }: ChainReport, erased: number, checkedAt: Date) {
  return {
    intact: broken === null,
    links: Number(head.seq),
    erased,
    waiting,
    head: head.at === null ? null : { seq: Number(head.seq), hash: head.hash, at: head.at },
    broken,
    checkedAt: checkedAt.toISOString(),
  }
}
