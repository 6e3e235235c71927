import type { AssetMetadata, ClearanceKey } from '#contracts/asset'
import type { Visibility } from '#contracts/values'
import { instantOf } from '../assets/edit-draft.ts'

/** What the form holds: every field a string or a list, empty when nothing was said. */
export type MetadataDraft = {
  description: string
  creator: string
  date: string
  language: NonNullable<AssetMetadata['language']>
  unit: string
  topics: string[]
  places: string[]
  audiences: string[]
  pillars: string[]
  themes: string[]
  tags: string[]
  rights: string
  holder: string
  grant: string
  credit: string
  altText: string
  visibility: Visibility
  /** Day and hour in Vietnam, `2026-12-01T09:00`, or empty. */
  embargoUntil: string
}

export function emptyDraft(today: string, unit: string): MetadataDraft {
  return {
    description: '',
    creator: '',
    date: today,
    language: 'vi',
    unit,
    topics: [],
    places: [],
    audiences: [],
    pillars: [],
    themes: [],
    tags: [],
    rights: '',
    holder: '',
    grant: '',
    credit: '',
    altText: '',
    visibility: 'unit',
    embargoUntil: '',
  }
}

const inCopyright = /^http:\/\/rightsstatements\.org\/vocab\/InC(-EDU|-NC)?\/1\.0\/$/

/** A work in copyright is published only with a paper that allows it. */
export function needsGrant(rights: string): boolean {
  return inCopyright.test(rights)
}

/** Nobody can allow these: whose the work is, or what a contract forbids, is not known. They are kept and never published. */
export function neverClears(rights: string): boolean {
  return rights.startsWith('http://rightsstatements.org/') && !needsGrant(rights)
}

/** The form as the API takes it: what was left empty is left out, so that the server's own defaults apply. */
export function toMetadata(draft: MetadataDraft, own: { title: string } & Partial<MetadataDraft>): AssetMetadata {
  const all = { ...draft, ...filled(own) }
  const rights = all.rights
    ? { statement: all.rights, ...filled({ holder: all.holder, grant: needsGrant(all.rights) ? all.grant : '' }) }
    : undefined
  const { holder: _holder, grant: _grant, rights: _statement, embargoUntil: local, ...rest } = all
  const embargoUntil = instantOf(local)
  return { ...filled(rest), ...(rights ? { rights } : {}), ...(embargoUntil ? { embargoUntil } : {}) }
}

function filled<T extends Record<string, unknown>>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)),
  ) as Partial<T>
}

/** What a curator would send back for, so that it can be said before sending. The same rules decide at clearance. */
export function missingForPublication(draft: MetadataDraft, isArticle = false): ClearanceKey[] {
  const missing: ClearanceKey[] = []
  if (!draft.creator.trim()) missing.push('creator')
  if (!draft.date) missing.push('date')
  if (!draft.description.trim()) missing.push('description')
  if (!draft.rights || neverClears(draft.rights) || (needsGrant(draft.rights) && !draft.grant.trim()))
    missing.push('rights')
  if (!draft.credit.trim()) missing.push('credit')
  if (!isArticle && !draft.altText.trim()) missing.push('altText')
  return missing
}
