import { type ClearanceKey, clearanceKeys } from '#contracts/asset'
import { termOf, underEmbargo } from '#server/access/read-scope'

/** What clearance looks at. */
export type ClearanceFacts = {
  kind: string
  file: string
  life: string
  title: string
  creator: string
  date: Date | null
  description: string
  credit: string
  altText: string
  rightsStatement: string | null
  rightsGrant: string | null
  rightsPurposes: readonly string[]
  rightsMedia: readonly string[]
  rightsFrom: Date | null
  rightsUntil: Date | null
  consentWithdrawnAt: Date | null
  embargoUntil: Date | null
  /** The database's time. */
  now: Date
}

/**
 * What is missing before an asset may leave for a portal; empty means cleared. Title, creator, date and description are what the
 * Dublin Core profile of the plan asks of each shared item; pictures need a text for those who do not see them (WCAG 1.1.1).
 */
export function missingForClearance(asset: ClearanceFacts): ClearanceKey[] {
  const term = termOf(asset)
  const met: Record<ClearanceKey, boolean> = {
    title: asset.title.trim() !== '',
    creator: asset.creator.trim() !== '',
    date: asset.date !== null,
    description: asset.description.trim() !== '',
    rights: rightsAllowPortal(asset.rightsStatement, asset.rightsGrant) && coversPortal(asset),
    validity: term !== 'ended' && term !== 'not-yet',
    consent: term !== 'withdrawn',
    embargo: !underEmbargo(asset),
    credit: asset.credit.trim() !== '',
    altText: !shown.has(asset.kind) || asset.altText.trim() !== '',
    renditions: asset.file === 'ready' && asset.life === 'active',
  }
  return clearanceKeys.filter(key => !met[key])
}

/** A portal is the purpose `web`, online; an empty list is no limit. */
function coversPortal({ rightsPurposes, rightsMedia }: ClearanceFacts): boolean {
  const covers = (list: readonly string[], what: string) => list.length === 0 || list.includes(what)
  return covers(rightsPurposes, 'web') && covers(rightsMedia, 'online')
}

const shown = new Set(['image', 'video', 'document'])

/**
 * Whether the rights statement lets a portal show the work: Creative Commons licences and CC0 do; a work in copyright does with a
 * recorded grant; "not evaluated" (CNE) and "undetermined" (UND) never do, and neither does an owner nobody can find (InC-RUU).
 */
export function rightsAllowPortal(statement: string | null, grant: string | null): boolean {
  if (!statement) return false
  if (/^https:\/\/creativecommons\.org\/(licenses|publicdomain)\//.test(statement)) return true
  return (
    /^http:\/\/rightsstatements\.org\/vocab\/InC(-EDU|-NC)?\/1\.0\/$/.test(statement) && (grant ?? '').trim() !== ''
  )
}
