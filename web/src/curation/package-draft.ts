import type { PackageRole } from '#contracts/nomination'
import type { PickedAsset } from '../intake/asset-picker.tsx'

type Item = { asset: PickedAsset; role: PackageRole }
/** A package as it is being arranged, its lead first. */
export type PackageDraft = readonly Item[]

/** What an item may be beside the lead. */
export const packageRoles = ['feature', 'gallery', 'video', 'audio', 'brochure', 'text'] as const

export function moved(items: PackageDraft, place: number, by: -1 | 1): PackageDraft {
  const to = place + by
  // The lead keeps the first place.
  if (place < 1 || to < 1 || to >= items.length) return items
  return items.with(place, items[to]!).with(to, items[place]!)
}

export function withRole(items: PackageDraft, place: number, role: string): PackageDraft {
  const known = packageRoles.find(each => each === role)
  return known ? items.with(place, { ...items[place]!, role: known }) : items
}

/** The other takes the lead, and what led stands next to it as what it is. */
export function asLead(items: PackageDraft, place: number): PackageDraft {
  const lead = items[place]
  if (!lead || lead.role === 'lead') return items
  const others = items.filter(item => item !== lead)
  return [{ ...lead, role: 'lead' }, ...others.map(item => (item.role === 'lead' ? plain(item, others) : item))]
}

export const without = (items: PackageDraft, place: number): PackageDraft =>
  items.filter((item, at) => at !== place || item.role === 'lead')

export const addItem = (items: PackageDraft, asset: PickedAsset): PackageDraft =>
  items.some(item => item.asset.id === asset.id) ? items : [...items, plain({ asset, role: 'text' }, items)]

function plain(item: Item, beside: PackageDraft): Item {
  const featured = beside.some(each => each !== item && each.role === 'feature')
  const roles: Readonly<Record<string, PackageRole>> = {
    ...{ image: featured ? 'gallery' : 'feature', video: 'video', audio: 'audio', document: 'brochure' },
  }
  return { ...item, role: roles[item.asset.kind] ?? 'text' }
}
