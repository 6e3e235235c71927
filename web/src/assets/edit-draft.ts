import type { Asset, AssetEdit } from '#contracts/asset'
import type { RightsInput } from '#contracts/rights'
import type { ReusePurpose, RightsMedium, RightsTerritory } from '#contracts/rights-values'

/** What the form holds: words as they stand in the inputs. */
export type EditDraft = {
  title: string
  description: string
  creator: string
  date: string
  language: Asset['language']
  tags: string
  topics: string[]
  places: string[]
  audiences: string[]
  pillars: string[]
  themes: string[]
  credit: string
  altText: string
  visibility: Asset['visibility']
  statement: string
  holder: string
  grant: string
  usageTerms: string
  territory: RightsTerritory | ''
  media: RightsMedium[]
  purposes: ReusePurpose[]
  validFrom: string
  validUntil: string
  consentFile: string
  consentNote: string
  consentScope: string
  /** The day on which a consent was taken back. */
  consentWithdrawn: string
  personalData: boolean
  machineMade: boolean
  /** Day and hour in Vietnam, `2026-12-01T09:00`, or empty. */
  embargoUntil: string
}
export type EditField = keyof EditDraft

export function draftOf(asset: Asset): EditDraft {
  const {
    title,
    description,
    creator,
    date,
    language,
    topics,
    places,
    audiences,
    pillars,
    themes,
    credit,
    altText,
    visibility,
    rights,
  } = asset
  return {
    ...{
      title,
      description,
      creator,
      date,
      language,
      topics,
      places,
      audiences,
      pillars,
      themes,
      credit,
      altText,
      visibility,
    },
    tags: asset.tags.join(', '),
    statement: rights?.statement ?? '',
    holder: rights?.holder ?? '',
    grant: rights?.grant ?? '',
    usageTerms: rights?.usageTerms ?? '',
    territory: rights?.territory ?? '',
    media: rights?.media ?? [],
    purposes: rights?.purposes ?? [],
    validFrom: rights?.validFrom ?? '',
    validUntil: rights?.validUntil ?? '',
    consentFile: rights?.consent?.file ?? '',
    consentNote: rights?.consent?.note ?? '',
    consentScope: rights?.consent?.scope ?? '',
    consentWithdrawn: inVietnam(rights?.consent?.withdrawnAt ?? null).slice(0, 10),
    personalData: rights?.personalData ?? false,
    machineMade: rights?.machineMade ?? false,
    embargoUntil: inVietnam(asset.embargoUntil),
  }
}

const plain = [
  'title',
  'description',
  'creator',
  'date',
  'language',
  'topics',
  'places',
  'audiences',
  'pillars',
  'themes',
  'credit',
  'altText',
  'visibility',
] as const
const rightsFields = [
  ...(['statement', 'holder', 'grant', 'usageTerms', 'territory', 'media', 'purposes', 'validFrom'] as const),
  ...(['validUntil', 'consentFile', 'consentNote', 'consentScope', 'consentWithdrawn'] as const),
  ...(['personalData', 'machineMade'] as const),
]

/** The edit that leads from one draft to the other: only what differs, rights always whole. Empty when nothing does. */
export function editBetween(before: EditDraft, after: EditDraft): AssetEdit {
  const differs = (name: EditField) => JSON.stringify(before[name]) !== JSON.stringify(after[name])
  const edit: AssetEdit = Object.fromEntries(plain.filter(differs).map(name => [name, after[name]]))
  // An emptied date means nothing: an asset always has one.
  if (edit.date === '') delete edit.date
  if (tagsOf(before.tags).join() !== tagsOf(after.tags).join()) edit.tags = tagsOf(after.tags)
  if (rightsFields.some(differs)) edit.rights = rightsOf(after)
  if (differs('embargoUntil')) edit.embargoUntil = instantOf(after.embargoUntil)
  return edit
}

/** What the form says of the rights, as an edit takes it: what is empty is left out. Null without a statement. */
export function rightsOf(draft: EditDraft): RightsInput | null {
  if (!draft.statement) return null
  const { statement, holder, grant, usageTerms, territory, media, purposes, validFrom, validUntil } = draft
  const {
    consentFile: file,
    consentNote: note,
    consentScope: scope,
    consentWithdrawn,
    personalData,
    machineMade,
  } = draft
  const withdrawnAt = instantOf(consentWithdrawn && `${consentWithdrawn}T00:00`) ?? ''
  const consent = filled({ file, note, scope, withdrawnAt })
  return {
    statement,
    ...filled({
      holder,
      grant,
      usageTerms,
      territory,
      media,
      purposes,
      validFrom,
      validUntil,
      personalData,
      machineMade,
    }),
    ...(Object.keys(consent).length > 0 ? { consent } : {}),
  }
}

function filled(members: Record<string, string | boolean | readonly string[]>): object {
  const says = (value: string | boolean | readonly string[]) =>
    typeof value === 'string' ? value.trim() !== '' : value === true || (Array.isArray(value) && value.length > 0)
  return Object.fromEntries(Object.entries(members).filter(([, value]) => says(value)))
}

// The hub's people write Vietnam's time, wherever their browser is: UTC+7 all year.
const ahead = 7 * 3_600_000

/** `2026-12-01T09:00` in Vietnam as an instant; null for what is no time. */
export function instantOf(local: string): string | null {
  const at = Date.parse(`${local}:00+07:00`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** An instant as `2026-12-01T09:00` in Vietnam; empty for none. */
function inVietnam(instant: string | null): string {
  return instant ? new Date(Date.parse(instant) + ahead).toISOString().slice(0, 16) : ''
}

export function tagsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,;\n]/)
        .map(tag => tag.trim().replace(/^#/, ''))
        .filter(Boolean),
    ),
  ]
}
