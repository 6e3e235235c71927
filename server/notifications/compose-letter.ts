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
  },
}

/**
 * One letter with news, as plain text and as simple HTML without pictures, scripts or addresses of others. The links are made from the
 * public address and ids alone.
 */
export function composeLetter({ to, language, mode, hub, publicUrl, news }: LetterFacts): Letter {
  const w = words[language]
  const shown = news.slice(0, mostShown)
  const lines = shown.map(view => ({
    sentence: oneLine(letterSentence(view, language)),
    link: `${publicUrl}/${view.subject.kind === 'livestream' ? 'phat-truc-tiep?id=' : 'tu-lieu/'}${view.subject.id}`,
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
    ...lines.map(line => `- ${line.sentence}\n  ${line.link}`),
    ...(rest ? [rest] : []),
    `${w.all}: ${all}\n${w.choose}: ${preferences}`,
  ].join('\n\n')
  const html = [
    `<p>${escapeHtml(w.greeting(to.name))}</p><p>${lead}</p><ul>`,
    ...lines.map(
      ({ sentence, link }) => `<li><p>${escapeHtml(sentence)} <a href="${escapeHtml(link)}">${w.open}</a></p></li>`,
    ),
    `</ul>${rest ? `<p>${rest}</p>` : ''}`,
    `<p><a href="${escapeHtml(all)}">${w.all}</a><br><a href="${escapeHtml(preferences)}">${w.choose}</a></p>`,
  ].join('')
  return {
    to: to.address,
    subject: cut(`${hub}: ${headline}`, 150),
    text: `${text}\n`,
    html: `<!doctype html><html lang="${language}"><body style="font:15px/1.6 sans-serif">${html}</body></html>`,
    preferences,
  }
}

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

function cut(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
