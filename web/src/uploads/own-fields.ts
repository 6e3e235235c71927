import type { MetadataDraft } from '../articles/metadata-draft.ts'
import type { Own } from './upload-item.ts'

/** A group of fields that are changed and taken back together: rights are one statement. */
export const ownGroups = [
  'unit',
  'creator',
  'date',
  'language',
  'description',
  'rights',
  'credit',
  'altText',
  'topics',
  'places',
  'audiences',
  'pillars',
  'themes',
  'tags',
  'visibility',
  'embargoUntil',
] as const satisfies readonly (keyof MetadataDraft)[]
export type OwnGroup = (typeof ownGroups)[number]

const members = (group: OwnGroup): (keyof MetadataDraft)[] =>
  group === 'rights' ? ['rights', 'grant', 'holder'] : [group]

/** The groups in which a file differs from its batch, in the form's order. */
export function ownGroupsOf(own: Own): OwnGroup[] {
  return ownGroups.filter(group => members(group).some(member => member in own))
}

/** What the file says after a change of its form: only what differs from the batch stays its own. */
export function changeOwn(own: Own, batch: MetadataDraft, patch: Partial<MetadataDraft>): Own {
  const all: Partial<MetadataDraft> = { ...own, ...patch }
  const kept = Object.entries(all).filter(
    ([name, value]) => name in batch && JSON.stringify(value) !== JSON.stringify(batch[name as keyof MetadataDraft]),
  )
  return { title: own.title, ...(Object.fromEntries(kept) as Partial<MetadataDraft>) }
}

/** The file says again what its batch says. */
export function resetOwn(own: Own, groups: readonly OwnGroup[]): Own {
  const gone = new Set<string>(groups.flatMap(members))
  return Object.fromEntries(Object.entries(own).filter(([name]) => !gone.has(name))) as Own
}
