import type { Unsubscription } from '#contracts/saved-search'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { recallLetters } from './recall-letters.ts'
import { readStopToken, type Stop } from './unsubscribe-token.ts'

/** What a letter's link stops, without stopping it: mail scanners follow links. Throws `not-found` for a token that no letter had. */
export async function readUnsubscription(db: Db, token: string, secret: string): Promise<Unsubscription> {
  const { stops, id } = stopOf(token, secret)
  const rows = await db.savedSearch.findMany({
    where: stops === 'all' ? { personId: id } : { id },
    select: { name: true, mail: true },
  })
  const name = stops === 'search' ? (rows[0]?.name ?? null) : null
  return { stops, name, stopped: rows.every(row => !row.mail) }
}

/** Stops the letters; the notifications in the app go on. As often as one likes. Throws `not-found` for a token that no letter had. */
export async function unsubscribe(db: Db, token: string, secret: string): Promise<void> {
  const { stops, id } = stopOf(token, secret)
  const where = stops === 'all' ? { personId: id } : { id }
  await transaction(db, async tx => {
    const rows = await tx.savedSearch.findMany({ where: { ...where, mail: true }, select: { id: true } })
    const ids = rows.map(row => row.id)
    await tx.savedSearch.updateMany({ where: { id: { in: ids } }, data: { mail: false, updatedAt: new Date() } })
    await recallLetters(tx, ids)
  })
}

function stopOf(token: string, secret: string): Stop {
  const stop = readStopToken(token, secret)
  if (!stop) throw new ProblemError('not-found')
  return stop
}
