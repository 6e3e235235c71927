import type { recallReasons } from '#contracts/delivery'
import { escapeHtml } from '#server/platform/escape-html'
import type { PressItem, PressWithdrawal } from './press-item.ts'
import { type PressWords, pressWords } from './press-words.ts'

/** A letter as words; its address and headers come when it is sent. */
export type PressText = { subject: string; text: string; html: string }
type Language = 'vi' | 'en'

/** `at` is where a file of the letter can be fetched; `until` when those links end. */
export type PressLinks = { at(rendition: string): string; until: Date }

/** The letter that brings an item: what it is, its credit and terms, and links to its files. Pure. */
export function pressLetter(item: PressItem, name: string, language: Language, links: PressLinks): PressText {
  const words = pressWords[language]
  const files = item.media.map(file => ({
    label: `${words.files[file.rendition] ?? file.rendition} (${sizeOf(file.size, language)})`,
    url: links.at(file.rendition),
  }))
  const facts = factsOf(item, words)
  const until = words.until(instantOf(links.until, language))
  const story = plainText(item.html)
  const text = [
    words.dear(name),
    words.intro[item.what](item.source),
    item.title.toUpperCase(),
    item.description,
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    ...(files.length > 0 ? [[until, ...files.map(each => `- ${each.label}:\n  ${each.url}`)].join('\n')] : []),
    ...(story ? [`${words.story}\n${story}`] : []),
    words.end(item.contact),
    words.number(item.id, item.version),
  ]
  const html = [
    paragraph(words.dear(name)),
    paragraph(words.intro[item.what](item.source)),
    `<h1 style="font-size:20px;line-height:1.4;margin:24px 0 8px">${escapeHtml(item.title)}</h1>`,
    item.description ? paragraph(item.description) : '',
    picture(item, links),
    facts.map(([label, value]) => `<p style="margin:4px 0"><b>${label}:</b> ${escapeHtml(value)}</p>`).join('\n'),
    files.length > 0 ? paragraph(until) + listOf(files) : '',
    story ? `<h2 style="font-size:16px;margin:24px 0 8px">${words.story}</h2>${storyOf(story)}` : '',
    paragraph(words.end(item.contact)),
    `<p style="color:#5f6b7a;font-size:13px">${words.number(item.id, item.version)}</p>`,
  ]
  return {
    subject: `${words.mark[item.what]}${item.title}`,
    text: text.filter(Boolean).join('\n\n'),
    html: pageOf(html, language),
  }
}

/** The letter that asks to take an item down. `title` is what it was called in the letter that went. Pure. */
export function pressWithdrawalLetter(
  { reason, public: said, mediaToo }: PressWithdrawal,
  { title, name, sentAt }: { title: string; name: string; sentAt: Date },
  language: Language,
): PressText {
  const words = pressWords[language]
  const sentences = [
    words.dear(name),
    words.withdraw.ask(title, instantOf(sentAt, language)),
    `${words.withdraw.reason}: ${said || words.withdraw.reasons[reason as (typeof recallReasons)[number]]}.`,
    mediaToo ? words.withdraw.filesToo : '',
    words.withdraw.links,
    words.end(''),
  ].filter(Boolean)
  return {
    subject: `${words.mark.withdraw}${title}`,
    text: sentences.join('\n\n'),
    html: pageOf(sentences.map(paragraph), language),
  }
}

function factsOf(item: PressItem, words: PressWords): [string, string][] {
  const facts: [string, string][] = [
    [words.credit, item.credit || item.creator],
    [words.source, item.source],
    [words.terms, item.usageTerms ?? ''],
  ]
  return facts.filter(([, value]) => value !== '')
}

/** The still of the item as a link to its larger copy; a reader whose program loads no pictures sees its alternative text. */
function picture({ media, altText, title }: PressItem, links: PressLinks): string {
  const small = ['thumb', 'poster', 'page-1'].find(name => media.some(each => each.rendition === name))
  if (!small) return ''
  const large = media.find(each => each.rendition === 'web')?.rendition ?? small
  const alt = escapeHtml(altText || title)
  return `<p><a href="${escapeHtml(links.at(large))}"><img src="${escapeHtml(links.at(small))}" alt="${alt}" style="max-width:100%;max-height:320px;border:0"></a></p>`
}

const paragraph = (text: string) => `<p style="margin:12px 0">${escapeHtml(text)}</p>`
const listOf = (files: readonly { label: string; url: string }[]) =>
  `<ul>${files.map(({ label, url }) => `<li style="margin:6px 0"><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></li>`).join('')}</ul>`
const storyOf = (story: string) => story.split('\n\n').map(paragraph).join('\n')

function pageOf(parts: readonly string[], language: Language): string {
  const style =
    'font:16px/1.6 system-ui,-apple-system,Segoe UI,Roboto,sans-serif;max-width:640px;margin:0 auto;padding:16px'
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body><div style="${style}">
${parts.filter(Boolean).join('\n')}
</div></body></html>`
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** A story's cleaned HTML as paragraphs of plain text. */
function plainText(html: string | null): string {
  return (html ?? '')
    .replace(/<\/(p|h\d|li|blockquote)>|<br\s*\/?>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_all, name: string) => entities[name] ?? '')
    .replace(/[ \t]*\n\s*\n\s*/g, '\n\n')
    .trim()
}

function sizeOf(bytes: number, language: Language): string {
  const mega = bytes / 1_048_576
  const [value, unit] = mega >= 1 ? [mega, 'MB'] : [Math.max(1, bytes / 1024), 'KB']
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: unit === 'MB' ? 1 : 0 }).format(value)} ${unit}`
}

/** `18:05 23/11/2026`, as clocks in Vietnam show it. */
function instantOf(at: Date, language: Language): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hour12: false },
  }).formatToParts(at)
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? ''
  const clock = `${part('hour')}:${part('minute')} ${part('day')}/${part('month')}/${part('year')}`
  return language === 'vi' ? clock : `${clock} (GMT+7)`
}
