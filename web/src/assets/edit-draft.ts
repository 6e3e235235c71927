import type { Asset, AssetEdit } from '#contracts/asset'

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
  credit: string
  altText: string
  visibility: Asset['visibility']
  statement: string
  holder: string
  grant: string
  usageTerms: string
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
    credit,
    altText,
    visibility,
    rights,
  } = asset
  return {
    ...{ title, description, creator, date, language, topics, places, audiences, credit, altText, visibility },
    tags: asset.tags.join(', '),
    statement: rights?.statement ?? '',
    holder: rights?.holder ?? '',
    grant: rights?.grant ?? '',
    usageTerms: rights?.usageTerms ?? '',
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
  'credit',
  'altText',
  'visibility',
] as const
const rightsFields = ['statement', 'holder', 'grant', 'usageTerms'] as const

/** The edit that leads from one draft to the other: only what differs, rights always whole. Empty when nothing does. */
export function editBetween(before: EditDraft, after: EditDraft): AssetEdit {
  const differs = (name: EditField) => JSON.stringify(before[name]) !== JSON.stringify(after[name])
  const edit: AssetEdit = Object.fromEntries(plain.filter(differs).map(name => [name, after[name]]))
  // An emptied date means nothing: an asset always has one.
  if (edit.date === '') delete edit.date
  if (tagsOf(before.tags).join() !== tagsOf(after.tags).join()) edit.tags = tagsOf(after.tags)
  if (rightsFields.some(differs)) edit.rights = rightsOf(after)
  return edit
}

function rightsOf(draft: EditDraft): AssetEdit['rights'] {
  if (!draft.statement) return null
  const { statement, holder, grant, usageTerms } = draft
  return {
    statement,
    ...(holder.trim() ? { holder } : {}),
    ...(grant.trim() ? { grant } : {}),
    ...(usageTerms.trim() ? { usageTerms } : {}),
  }
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
