import type { StorageAnswer } from '#contracts/storage'
import { matchesWords } from '../articles/fold-words.ts'

export type Unit = StorageAnswer['units'][number]
/** all of them; those that keep files; those with a limit; those that have used up nine tenths of one. */
export const unitShows = ['all', 'keeping', 'limited', 'nearlyFull'] as const
export type UnitShow = (typeof unitShows)[number]

/** How much of its tighter limit a unit has used, 0 to 1 and beyond; null without one. */
export function usedPart({ quota }: Pick<Unit, 'quota'>): number | null {
  const parts = [
    quota.maxBytes === null ? null : quota.bytes / Math.max(1, quota.maxBytes),
    quota.maxFiles === null ? null : quota.files / Math.max(1, quota.maxFiles),
  ].filter(part => part !== null)
  return parts.length === 0 ? null : Math.max(...parts)
}

const is: Record<UnitShow, (unit: Unit) => boolean> = {
  all: () => true,
  keeping: ({ files }) => files > 0,
  limited: unit => usedPart(unit) !== null,
  nearlyFull: unit => (usedPart(unit) ?? 0) >= 0.9,
}

/** The units to show, of one kind and whose name holds every word that was typed, marks or not. Pure. */
export function filterUnits(units: readonly Unit[], show: UnitShow, typed: string): Unit[] {
  return units.filter(unit => is[show](unit) && matchesWords(unit.name, typed))
}

export function countUnits(units: readonly Unit[], show: UnitShow): number {
  return units.filter(is[show]).length
}
