import type { Db } from '#server/platform/db'
import type { Sealer } from '#server/platform/sealer'
import type { Session } from './channel.ts'

/** The session of one delivery: sealed in its row, written in a transaction of its own at each `keep`, so that a kill loses none of it. */
export function sessionOf(db: Db, sealer: Sealer, row: { id: string; session: string | null }): Session {
  let value = row.session ? (JSON.parse(sealer.open(row.session)) as Record<string, string>) : null
  return {
    get value() {
      return value
    },
    async keep(next) {
      const session = next ? sealer.seal(JSON.stringify(next)) : null
      await db.delivery.updateMany({ where: { id: row.id }, data: { session } })
      value = next
    },
  }
}
