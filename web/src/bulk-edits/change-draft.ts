import type { BulkChanges } from '#contracts/bulk-edit'
import { instantOf, tagsOf } from '../assets/edit-draft.ts'

type Op = 'keep' | 'set' | 'add' | 'remove' | 'append' | 'replace' | 'clear'
const texts = ['set', 'clear'] as const
const lists = ['add', 'remove', 'set', 'clear'] as const

/** What the form offers: each field with the ways in which it may change, after `keep`. */
export const changeable = {
  tags: { ops: lists },
  topics: { ops: lists },
  places: { ops: lists },
  audiences: { ops: lists },
  pillars: { ops: lists },
  themes: { ops: lists },
  description: { ops: ['append', 'replace', 'set', 'clear'] },
  creator: { ops: texts },
  credit: { ops: texts },
  date: { ops: ['set'] },
  language: { ops: ['set'] },
  visibility: { ops: ['set'] },
  embargoUntil: { ops: texts },
  rights: { ops: texts },
  holder: { ops: texts },
  usageTerms: { ops: texts },
  validFrom: { ops: texts },
  validUntil: { ops: texts },
} as const satisfies Record<string, { ops: readonly Op[] }>
export type Changeable = keyof typeof changeable
export const changeableFields = Object.keys(changeable) as Changeable[]

/** How one field shall change: words as they stand in the inputs, codes in `list`. */
export type Choice = { op: Op; text: string; find: string; list: string[] }
export type ChangeDraft = Partial<Record<Changeable, Choice>>
export const noChoice: Choice = { op: 'keep', text: '', find: '', list: [] }

const listFields = ['topics', 'places', 'audiences', 'pillars', 'themes'] as const
const nullable = ['holder', 'usageTerms', 'validFrom', 'validUntil'] as const

/** The change that the form says; null where it says none, or a field still lacks its value. Pure. */
export function changesOf(draft: ChangeDraft): BulkChanges | null {
  const changes: Record<string, unknown> = {}
  const rights: Record<string, unknown> = {}
  for (const [name, choice] of Object.entries(draft) as [Changeable, Choice][]) {
    if (choice.op === 'keep') continue
    const value = saidValue(name, choice)
    if (value === undefined) return null
    if ((nullable as readonly string[]).includes(name)) rights[name] = value
    else changes[name] = value
  }
  // The statement is one of the rights; taken away it takes the rest along.
  const { rights: statement, ...others } = changes
  if (statement === null) return { ...others, rights: null } as BulkChanges
  if (statement !== undefined) rights.statement = statement
  if (Object.keys(rights).length > 0) Object.assign(others, { rights })
  return Object.keys(others).length > 0 ? (others as BulkChanges) : null
}

function saidValue(name: Changeable, { op, text, find, list }: Choice): unknown {
  const said = text.trim()
  if (name === 'tags' || (listFields as readonly string[]).includes(name)) {
    const words = name === 'tags' ? tagsOf(text) : list
    if (op === 'clear') return { set: [] }
    return words.length > 0 ? { [op]: words } : undefined
  }
  if (name === 'description') {
    if (op === 'clear') return { set: '' }
    if (op === 'replace') return find.trim() ? { find: find.trim(), replace: said } : undefined
    return said ? { [op]: said } : undefined
  }
  if (op === 'clear') return name === 'creator' || name === 'credit' ? '' : null
  if (name === 'embargoUntil') return instantOf(text) ?? undefined
  return said || undefined
}
