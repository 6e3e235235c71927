import type { z } from 'zod'
import type { auditEntry } from '#contracts/audit'
import { vi } from './words.ts'

type Entry = z.infer<typeof auditEntry>
export type ActKey = keyof typeof vi.act
/** A row of the audit for a person: which sentence, about what, and where to read more. `act` is shown when no sentence is known. */
export type ActLine = { key: ActKey; about: string; assetId: string | null; act: string }

const keys = new Set<string>(Object.keys(vi.act))

export function actLine(entry: Entry): ActLine {
  const key = entry.act.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase())
  return {
    key: keys.has(key) && key !== 'other' ? (key as ActKey) : 'other',
    about: aboutOf(entry),
    assetId: entry.subjectKind === 'asset' ? entry.subjectId : assetOf(entry),
    act: entry.act,
  }
}

// Whatever the slice recorded as a name of its subject; an identifier is no name.
function aboutOf(entry: Entry): string {
  for (const side of [entry.after, entry.before]) {
    for (const name of ['title', 'name', 'email']) {
      const value = member(side, name)
      if (value) return value
    }
  }
  return ''
}

function assetOf(entry: Entry): string | null {
  return member(entry.after, 'assetId') ?? member(entry.before, 'assetId')
}

function member(side: unknown, name: string): string | null {
  if (typeof side !== 'object' || side === null) return null
  const value = (side as Record<string, unknown>)[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** Which members an edit changed, as the record keeps them: only what is on both sides and differs, or came or went. */
export function changedMembers(entry: Entry): string[] {
  const { before, after } = entry
  // A decision's record holds a note and a title beside the state: they are not what changed.
  if (!/edit$|roles$|rename$/.test(entry.act)) return []
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return []
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const text = (side: object, name: string) => JSON.stringify((side as Record<string, unknown>)[name] ?? null)
  return [...names].filter(name => text(before, name) !== text(after, name))
}

export type FieldKey = keyof typeof vi.field
const fields = new Set<string>(Object.keys(vi.field))

export function fieldWord(name: string): FieldKey | undefined {
  return fields.has(name) ? (name as FieldKey) : undefined
}
