import type { Db, Tx } from '#server/platform/db'

/** The unit that curates, by the setting `curatingUnit` (a code): it moved between departments before and may again. */
export async function curatingUnitId(db: Db | Tx): Promise<string | null> {
  const setting = await db.setting.findUnique({ where: { key: 'curatingUnit' } })
  if (typeof setting?.value !== 'string') return null
  const unit = await db.unit.findUnique({ where: { code: setting.value }, select: { id: true } })
  return unit?.id ?? null
}

/** The hub's name as people see it: the setting `hubName`. */
export async function hubName(db: Db | Tx): Promise<string> {
  const setting = await db.setting.findUnique({ where: { key: 'hubName' } })
  return typeof setting?.value === 'string' ? setting.value : 'Media hub'
}
