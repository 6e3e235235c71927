import type { NotificationView } from '#contracts/notification'
import { escapeHtml } from '#server/platform/escape-html'
import type { Letter } from '#server/platform/mail'
import { type LetterLanguage, letterSentence } from './letter-sentence.ts'

export type LetterFacts = {
  to: { address: string; name: string }
  language: LetterLanguage
  mode: 'at-once' | 'digest'
  hub: string
  /** The hub's public address, without a slash at the end. */
  publicUrl: string
  /** The newest first; at least one. */
  news: readonly NotificationView[]
  /** Of a letter with news for saved searches. */
  parts?: LetterParts
}
/**
 * The items that a notification is about, the page that stops such letters, all of them, and the address that a mail program's own button
 * asks.
 */
export type LetterParts = {
  items(view: NotificationView): readonly { title: string; link: string }[]
  stop(view: NotificationView): string
  stopAll: string
  oneClick: string
}

const mostShown = 40
const words = {
  vi: {
    greeting: (name: string) => `Kính gửi Ông/Bà ${name},`,
    several: (count: number) => `${count} thông báo mới`,
    digest: (count: number) => `tổng hợp ${count} thông báo`,
    lead: 'Ông/Bà có thông báo mới:',
    digestLead: 'Những việc đã diễn ra mà Ông/Bà chưa xem:',
    open: 'Xem',
    more: (count: number) => `và ${count} thông báo khác.`,
    all: 'Tất cả thông báo',
    choose: 'Chọn thông báo nào được gửi qua thư',
    stop: 'Ngừng nhận thư của tìm kiếm này',
    stopAll: 'Ngừng nhận mọi thư về tìm kiếm đã lưu',
    untitled: 'Chưa có tiêu đề',
  },
  en: {
    greeting: (name: string) => `Dear ${name},`,
    several: (count: number) => `${count} new notifications`,
    digest: (count: number) => `a digest of ${count} ${count === 1 ? 'notification' : 'notifications'}`,
    lead: 'There is news for you:',
    digestLead: 'What happened and you have not looked at yet:',
    open: 'Open',
    more: (count: number) => `and ${count} more.`,
    all: 'All notifications',
    choose: 'Choose which notifications come by mail',
    stop: 'Stop letters for this search',
    stopAll: 'Stop all letters for saved searches',
    untitled: 'Untitled',
  },
}

/**
 * One letter with news, as plain text and as simple HTML without pictures, scripts or addresses of others. The links are made from the
 * public address and ids alone.
 */
export function composeLetter({ to, language, mode, hub, publicUrl, news, parts }: LetterFacts): Letter {
  const w = words[language]
  const shown = news.slice(0, mostShown)
  const lines = shown.map(view => ({
    sentence: oneLine(letterSentence(view, language)),
    link: `${publicUrl}/${places[view.subject.kind]}${view.subject.id}`,
    items: (parts?.items(view) ?? []).map(item => ({ ...item, title: oneLine(item.title) || w.untitled })),
    stop: parts?.stop(view),
  }))
  const rest = news.length > shown.length ? w.more(news.length - shown.length) : null
  const all = `${publicUrl}/thong-bao`
  const preferences = `${publicUrl}/tai-khoan#thong-bao`
  const lead = mode === 'digest' ? w.digestLead : w.lead
  const headline =
    mode === 'digest' ? w.digest(news.length) : news.length > 1 ? w.several(news.length) : lines[0]!.sentence
  const text = [
    w.greeting(to.name),
    lead,
    ...lines.map(({ sentence, link, items, stop }) =>
      [
        `- ${sentence}\n  ${link}`,
        ...items.map(item => `  • ${item.title}\n    ${item.link}`),
        ...(stop ? [`  ${w.stop}: ${stop}`] : []),
      ].join('\n'),
    ),
    ...(rest ? [rest] : []),
    `${w.all}: ${all}\n${w.choose}: ${preferences}${parts ? `\n${w.stopAll}: ${parts.stopAll}` : ''}`,
  ].join('\n\n')
  const html = [
    `<p>${escapeHtml(w.greeting(to.name))}</p><p>${lead}</p><ul>`,
    ...lines.map(
      ({ sentence, link, items, stop }) =>
        `<li><p>${escapeHtml(sentence)} ${anchor(link, w.open)}</p>${listOf(items)}${stop ? `<p>${anchor(stop, w.stop)}</p>` : ''}</li>`,
    ),
    `</ul>${rest ? `<p>${rest}</p>` : ''}`,
    `<p>${anchor(all, w.all)}<br>${anchor(preferences, w.choose)}${parts ? `<br>${anchor(parts.stopAll, w.stopAll)}` : ''}</p>`,
  ].join('')
  return {
    to: to.address,
    subject: cut(`${hub}: ${headline}`, 150),
    text: `${text}\n`,
    html: `<!doctype html><html lang="${language}"><body style="font:15px/1.6 sans-serif">${html}</body></html>`,
    preferences,
    ...(parts ? { oneClick: parts.oneClick } : {}),
  }
}

const places: Record<NotificationView['subject']['kind'], string> = {
  asset: 'tu-lieu/',
  livestream: 'phat-truc-tiep?id=',
  'saved-search': 'tim-kiem-da-luu/',
}
const anchor = (link: string, text: string) => `<a href="${escapeHtml(link)}">${escapeHtml(text)}</a>`
const listOf = (items: readonly { title: string; link: string }[]) =>
  items.length === 0 ? '' : `<ul>${items.map(({ title, link }) => `<li>${anchor(link, title)}</li>`).join('')}</ul>`

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

function cut(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
