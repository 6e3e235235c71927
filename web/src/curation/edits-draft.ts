import type { ChannelLanguage, ChannelText, ChannelTexts, Edits } from '#contracts/desk'

const textFields = ['headline', 'summary', 'caption', 'altText', 'body'] as const
export type TextField = (typeof textFields)[number]
type Texts = Record<TextField, string>
export type EditsDraft = Readonly<Record<string, Readonly<Record<ChannelLanguage, Texts>>>>
type Item = Edits['items'][number]

const languages = ['vi', 'en'] as const

/** The form as it opens: what is written for the channel; where nothing is, the field is empty and the original counts. */
export function draftOf(edits: Edits): EditsDraft {
  const texts = (text: ChannelText | null): Texts => ({
    headline: text?.headline ?? '',
    summary: text?.summary ?? '',
    caption: text?.caption ?? '',
    altText: text?.altText ?? '',
    body: text?.body ?? '',
  })
  return Object.fromEntries(
    edits.items.map(item => [item.asset.id, { vi: texts(item.texts.vi), en: texts(item.texts.en) }]),
  )
}

/** What an item of this kind can say at a channel. */
export function fieldsOf(kind: string): readonly TextField[] {
  if (kind === 'article') return ['headline', 'summary', 'body']
  if (kind === 'image') return ['headline', 'summary', 'caption', 'altText']
  return kind === 'video' ? ['headline', 'summary', 'caption'] : ['headline', 'summary']
}

/** The items whose texts differ from what the hub has, as it takes them: empty, or the same as the original, is null. */
export function changedItems(edits: Edits, draft: EditsDraft): { asset: string; texts: ChannelTexts }[] {
  const before = draftOf(edits)
  return edits.items.flatMap(item => {
    const texts = draft[item.asset.id]
    if (!texts || JSON.stringify(texts) === JSON.stringify(before[item.asset.id])) return []
    return [{ asset: item.asset.id, texts: { vi: sent(item, 'vi', texts.vi), en: sent(item, 'en', texts.en) } }]
  })
}

function sent(item: Item, language: ChannelLanguage, texts: Texts): ChannelText | null {
  const own = (field: TextField) => {
    const value = texts[field].trim()
    return value === '' || value === originalIn(item, language, field) ? null : value
  }
  const text = { ...{ headline: own('headline'), summary: own('summary'), caption: own('caption') } }
  const whole: ChannelText = { ...text, altText: own('altText'), body: own('body') }
  return Object.values(whole).every(value => value === null) ? null : whole
}

/** The original's text where it is in that language: what stands without an edit. Empty for a translation. */
function originalIn(item: Item, language: ChannelLanguage, field: TextField): string {
  return item.original.language === language ? (item.original[field] ?? '') : ''
}

/** How many of the fields that an item has are still to be translated: nothing written although the original says something. */
export function untranslated(item: Item, draft: EditsDraft, language: ChannelLanguage): number {
  if (item.original.language === language) return 0
  const texts = draft[item.asset.id]?.[language]
  return fieldsOf(item.asset.kind).filter(field => item.original[field] && !texts?.[field].trim()).length
}

/** The languages of the form: the channel's, and any other in which something is written already. */
export function formLanguages(edits: Edits): ChannelLanguage[] {
  return languages.filter(
    language => edits.languages.includes(language) || edits.items.some(item => item.texts[language] !== null),
  )
}
