import { type ClearanceKey, clearanceKeys } from '#contracts/asset'
import type { ChannelLanguage, ChannelTexts } from '#contracts/desk'
import type { DeskCheckKey, DeskRequirement } from '#contracts/desk-check'
import { missingForClearance } from '#server/assets/clearance'
import type { ItemRow } from './load-items.ts'

/** What is asked of an item: by the channel, and by the days it is meant for. */
export type Asked = {
  languages: readonly ChannelLanguage[]
  requires: readonly DeskRequirement[]
  dueAt: Date | null
  /** When it would go out; null is now. */
  publishAt: Date | null
}
export type Line = { key: DeskCheckKey; ok: boolean; severity: 'blocks' | 'warns' }
export type CheckedItem = Omit<ItemRow, 'nominationId' | 'hasThumb' | 'hasPreview' | 'thumbhash'>

/**
 * The checklist of one item for one channel. The clearance of its publication counts at the time when it would go out: an embargo that
 * has ended by then holds nothing back, a right that has ended by then does. Texts for the channel stand in for what the item lacks.
 */
export function deskChecks(item: CheckedItem, texts: ChannelTexts | undefined, asked: Asked): Line[] {
  const available = item.readable && item.life === 'active' && item.visibility !== 'draft'
  return [
    blocks('available', available),
    blocks('recalled', !item.recalled),
    ...clearance(item, texts, asked),
    ...languageLines(item, texts, asked),
    ...captionLine(item, texts, asked),
    ...consentLine(item, asked),
    ...rightsLine(item, asked),
  ]
}

const blocks = (key: DeskCheckKey, ok: boolean): Line => ({ key, ok, severity: 'blocks' })
const by = (asked: Asked, key: DeskRequirement, ok: boolean): Line => ({
  ...{ key, ok },
  severity: asked.requires.includes(key) ? 'blocks' : 'warns',
})

function clearance(item: CheckedItem, texts: ChannelTexts | undefined, { languages, publishAt }: Asked): Line[] {
  const main = texts?.[languages[0] ?? 'vi']
  const now = publishAt && publishAt > item.now ? publishAt : item.now
  const facts = {
    ...{ ...item, now },
    title: main?.headline || item.title,
    description: main?.summary || main?.caption || item.description,
    altText: main?.altText || item.altText,
  }
  const missing = new Set<ClearanceKey>(missingForClearance(facts))
  return clearanceKeys.map(key => blocks(key, !missing.has(key)))
}

/** Asked of the lead alone: a portal's page has one headline. */
function languageLines(item: CheckedItem, texts: ChannelTexts | undefined, asked: Asked): Line[] {
  if (item.role !== 'lead') return []
  const wanted = (key: DeskRequirement) => asked.languages.includes('en') || asked.requires.includes(key)
  const english = item.language === 'en'
  const first = asked.languages[0] === 'en'
  const title = by(asked, 'englishTitle', english || !!texts?.en?.headline)
  const summary = by(asked, 'englishSummary', english || !!texts?.en?.summary)
  return [
    // A channel in English shows nothing else.
    ...(wanted('englishTitle') ? [first ? { ...title, severity: 'blocks' as const } : title] : []),
    ...(wanted('englishSummary') ? [summary] : []),
  ]
}

/** Only where the channel asks for it: everywhere else the description stands under a picture. */
function captionLine(item: CheckedItem, texts: ChannelTexts | undefined, asked: Asked): Line[] {
  if (!asked.requires.includes('caption') || (item.kind !== 'image' && item.kind !== 'video')) return []
  return [by(asked, 'caption', !!texts?.[asked.languages[0] ?? 'vi']?.caption)]
}

function consentLine(item: CheckedItem, asked: Asked): Line[] {
  return item.personalData ? [by(asked, 'personConsent', item.hasConsent)] : []
}

function rightsLine({ rightsUntil }: CheckedItem, asked: Asked): Line[] {
  if (!rightsUntil || !asked.dueAt) return []
  // The last day, whole, in Vietnam.
  const end = rightsUntil.getTime() + 17 * 3_600_000
  return [by(asked, 'rightsBeyondDue', end > asked.dueAt.getTime())]
}
