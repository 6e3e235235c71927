import type { BulkChanges } from '#contracts/bulk-edit'
import type { BulkValue } from '#contracts/bulk-edit-values'
import type { Fields, Patch } from './asset-fields.ts'
import { RowRefusal } from './row-refusal.ts'

type ListChange = { add?: string[] | undefined; remove?: string[] | undefined; set?: string[] | undefined }
const lists = ['tags', 'topics', 'places', 'audiences', 'pillars', 'themes'] as const

/**
 * What one change for all means for one asset. Throws RowRefusal where it speaks of rights of an asset that has no statement, and the
 * change brings none. Pure.
 */
export function patchOfChanges(changes: BulkChanges, fields: Fields): Patch {
  const { description, rights, tags, topics, places, audiences, pillars, themes, ...plain } = changes
  const patch: Patch = { ...(present(plain) as Patch) }
  if (description) patch.description = described(String(fields.description), description)
  for (const name of lists) {
    const change = changes[name]
    if (change) patch[name] = listed(fields[name] as string[], change)
  }
  if (rights === null) patch.rights = null
  else if (rights) {
    const { statement, ...said } = rights
    if (statement === undefined && fields.rights === null) throw new RowRefusal('value-refused', 'rights')
    Object.assign(patch, present(said), statement === undefined ? {} : { rights: statement })
  }
  return patch
}

function described(text: string, change: NonNullable<BulkChanges['description']>): string {
  if ('set' in change) return change.set
  if ('find' in change) return text.replaceAll(change.find, () => change.replace)
  return text === '' ? change.append : `${text}\n${change.append}`
}

function listed(now: readonly string[], { add = [], remove = [], set }: ListChange): string[] {
  if (set) return [...set]
  const kept = now.filter(value => !remove.includes(value))
  return [...kept, ...add.filter(value => !kept.includes(value))]
}

const present = (values: object): Record<string, BulkValue> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
