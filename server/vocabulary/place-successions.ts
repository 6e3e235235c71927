import type { NewPlaceSuccession, PlaceSuccession } from '#contracts/place-succession'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'

/** Which places stand in the stead of others, the oldest first. */
export async function listPlaceSuccessions(db: Db): Promise<PlaceSuccession[]> {
  const rows = await db.placeSuccession.findMany({
    orderBy: [{ onDate: 'asc' }, { fromCode: 'asc' }, { toCode: 'asc' }],
  })
  return rows.map(({ id, fromCode, toCode, kind, onDate, basis }) => ({
    ...{ id, from: fromCode, to: toCode, basis },
    kind: kind as PlaceSuccession['kind'],
    date: onDate.toISOString().slice(0, 10),
  }))
}

/**
 * Records that places stand in the stead of others from a day on; items of both are indexed anew under both names. A district's
 * communes are no equals of it, so several may come of one and one of several. Throws `unknown-term` for a code that no place has,
 * `history-conflict` for a circle, `conflict` where it is on record.
 */
export async function recordPlaceSuccession(db: Db, caller: Caller, draft: NewPlaceSuccession): Promise<void> {
  const { kind, basis, date } = draft
  await transaction(db, async tx => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('hub.places'))`
    await requirePlaces(tx, [...draft.from, ...draft.to])
    for (const from of draft.from) {
      for (const to of draft.to) {
        await requireNew(tx, from, to)
        const row = { fromCode: from, toCode: to, kind, basis, onDate: new Date(date) }
        await tx.placeSuccession.create({ data: { id: newId(), ...row } })
        const after = { name: `${from} → ${to}`, from, to, kind, date, basis }
        await record(tx, caller, { act: 'place.succession', subjectKind: 'place', subjectId: from, after })
      }
      await enqueue(tx, 'search.reindex', { place: from })
    }
  })
}

async function requirePlaces(tx: Tx, codes: readonly string[]): Promise<void> {
  const rows = await tx.term.findMany({ where: { scheme: 'place', code: { in: [...codes] } }, select: { code: true } })
  const known = new Set(rows.map(({ code }) => code))
  const errors = codes
    .filter(code => !known.has(code))
    .map(code => ({ pointer: '/body', code: 'unknown-term', detail: code }))
  if (errors.length > 0) throw new ProblemError('unknown-term', { errors })
}

async function requireNew(tx: Tx, from: string, to: string): Promise<void> {
  const [found] = await tx.$queryRaw<{ known: boolean; circle: boolean }[]>`
    with recursive later (code) as (
      select ${to}::text
      union
      select s.to_code from place_succession s join later on later.code = s.from_code
    )
    select exists (select from place_succession where from_code = ${from} and to_code = ${to}) as known,
      exists (select from later where code = ${from}) as circle`
  if (found?.known) throw new ProblemError('conflict', { errors: [{ pointer: '/body', code: 'taken', detail: from }] })
  if (found?.circle) {
    throw new ProblemError('history-conflict', { errors: [{ pointer: '/body', code: 'cycle', detail: from }] })
  }
}
