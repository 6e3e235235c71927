import type { DeskCheck, DeskCheckKey } from '#contracts/desk-check'
import type { Nomination } from '#contracts/nomination'

/** Who mends what is missing: the reader, its unit, the curators, time itself, the hub's workers; null where nobody is named. */
export type Mender = 'you' | 'unit' | 'curators' | 'time' | 'hub' | null

export function menderOf({ ok, mendableBy }: Pick<DeskCheck, 'ok' | 'mendableBy'>): Mender {
  if (ok || !mendableBy) return null
  // A time ends by itself; who may edit could also move it, but waiting is what one does.
  if (mendableBy.where === 'time') return 'time'
  if (mendableBy.where === 'hub') return 'hub'
  if (mendableBy.you) return 'you'
  if (mendableBy.unit) return 'unit'
  return mendableBy.curators ? 'curators' : null
}

/** What the line's button does: mend here in a small form, in the texts for the channel, or on the item's own page. */
export function mendAct(check: Pick<DeskCheck, 'ok' | 'key' | 'mendableBy'>): 'here' | 'edits' | 'page' | null {
  if (menderOf(check) !== 'you') return null
  if (check.mendableBy?.where === 'edits') return 'edits'
  return isFormKey(check.key) ? 'here' : 'page'
}

/** What the small form of the desk can ask for. */
const formKeys = ['title', 'creator', 'date', 'description', 'rights', 'credit', 'altText'] as const
export type FormKey = (typeof formKeys)[number]

export const isFormKey = (key: DeskCheckKey): key is FormKey => (formKeys as readonly string[]).includes(key)

/** The checklist item by item in the package's order: what is not met first, what blocks before what only warns. */
export function checkGroups(nomination: Pick<Nomination, 'items' | 'checks'>) {
  const order = nomination.items.map(item => item.asset.id)
  const byAsset = new Map<string, DeskCheck[]>()
  for (const check of nomination.checks) {
    byAsset.set(check.asset.id, [...(byAsset.get(check.asset.id) ?? []), check])
  }
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  return [...byAsset.values()]
    .toSorted((one, other) => place(one[0]?.asset.id ?? '') - place(other[0]?.asset.id ?? ''))
    .flatMap(checks => {
      const asset = checks[0]?.asset
      const weight = (check: DeskCheck) => (check.severity === 'blocks' ? 0 : 1)
      const open = checks.filter(check => !check.ok).toSorted((one, other) => weight(one) - weight(other))
      return asset ? [{ asset, open, met: checks.filter(check => check.ok) }] : []
    })
}
