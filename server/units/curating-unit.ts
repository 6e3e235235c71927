import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/**
 * The unit that curates, by the setting `curatingUnit` (a code): it moved between departments before and may again. Where that unit
 * has ended, the one that stands in its place today; null where none does.
 */
export async function curatingUnitId(db: Db | Tx): Promise<string | null> {
  const setting = await db.setting.findUnique({ where: { key: 'curatingUnit' } })
  if (typeof setting?.value !== 'string') return null
  const [unit] = await db.$queryRaw<{ id: string }[]>`
    select standing.id from unit u
    join unit standing on standing.id = unit_at(u.id, hub_today())
    where u.code = ${setting.value} and coalesce(standing.ended_on >= hub_today(), true)`
  return unit?.id ?? null
}

/** Makes a unit the one that curates; answers its id. Throws `history-conflict` for a unit that is unknown, a partner, or has ended. */
export async function setCuratingUnit(tx: Tx, caller: Caller, code: string): Promise<string> {
  const before = await tx.setting.findUnique({ where: { key: 'curatingUnit' } })
  const [unit] = await tx.$queryRaw<{ id: string; kind: string; ended: boolean }[]>`
    select id, kind, coalesce(ended_on < hub_today(), false) as ended from unit where code = ${code}`
  const objection = !unit ? 'unknown-unit' : unit.kind === 'partner' ? 'partner-and-own' : unit.ended ? 'ended' : null
  if (!unit || objection) {
    throw new ProblemError('history-conflict', {
      errors: [{ pointer: '/body/unit', code: objection ?? 'unknown-unit', detail: code }],
    })
  }
  const value = { key: 'curatingUnit', value: code }
  await tx.setting.upsert({ where: { key: 'curatingUnit' }, create: value, update: value })
  await record(tx, caller, {
    act: 'setting.curating-unit',
    subjectKind: 'setting',
    subjectId: 'curatingUnit',
    unitId: unit.id,
    before: { unit: before?.value ?? null },
    after: { unit: code },
  })
  return unit.id
}

/** The hub's name as people see it: the setting `hubName`. */
export async function hubName(db: Db | Tx): Promise<string> {
  const setting = await db.setting.findUnique({ where: { key: 'hubName' } })
  return typeof setting?.value === 'string' ? setting.value : 'Media hub'
}
