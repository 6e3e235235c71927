import type { Caller } from '#server/access/caller'
import { type Db, transaction } from '#server/platform/db'
import { record } from './record.ts'

const keptDays = 3
const seen = new Set<string>()
let seenOn = ''

/**
 * Records that a person saw an asset's page, once a person, asset and day (Vietnam's). What this process has seen today costs no
 * statement; the row in audit_view settles it between processes. Whoever is not signed in leaves nothing.
 */
export async function recordView(
  db: Db,
  caller: Caller,
  asset: { id: string; unitId: string },
  now = new Date(),
): Promise<void> {
  if (caller.actor.kind !== 'person') return
  const personId = caller.actor.id
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now)
  if (day !== seenOn) await turnDay(db, day)
  const key = `${personId} ${asset.id}`
  if (seen.has(key)) return
  await transaction(db, async tx => {
    const first = await tx.$executeRaw`
      insert into audit_view (person_id, asset_id, day) values (${personId}::uuid, ${asset.id}::uuid, ${day}::date)
      on conflict do nothing`
    if (first === 0) return
    await record(tx, caller, { act: 'asset.view', subjectKind: 'asset', subjectId: asset.id, unitId: asset.unitId })
  })
  seen.add(key)
}

async function turnDay(db: Db, day: string): Promise<void> {
  seen.clear()
  seenOn = day
  await db.$executeRaw`delete from audit_view where day < ${day}::date - ${keptDays}::int`
}
