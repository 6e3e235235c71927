import { html } from './html.ts'
import { creditLine, pageOf } from './item-links.ts'
import { type PageSite, pageFrame } from './item-page.ts'
import { itemViewer } from './item-viewer.ts'
import type { GivenItem } from './load-items.ts'
import { pageWords } from './page-words.ts'

/** What stands where an item was (`gone`) or never was; it says nothing of what the item was. */
export function absentPage(site: PageSite, why: 'gone' | 'missing'): string {
  const words = pageWords[site.language]
  const [title, text] = why === 'gone' ? [words.goneTitle, words.goneText] : [words.missingTitle, words.missingText]
  const head = html`<meta name="robots" content="noindex">`
  const body = html`<main class="gone" id="main"><h1>${title}</h1><p>${text}</p></main>`
  return pageFrame(site, title, head, body, null)
}

/** The page that stands in other sites' frames: the item, its title, its credit; no script, no form, no cookie. */
export function embedPage(site: PageSite, item: GivenItem): string {
  const { hub, hubName, language } = site
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${item.title} · ${hubName}</title><meta name="robots" content="noindex"><link rel="canonical" href="${pageOf(hub, item.id)}"><link rel="stylesheet" href="/t/page.css"></head>
<body class="embed"><main class="viewer">${itemViewer(item)}</main><div class="under"><a href="${pageOf(hub, item.id, language)}" target="_blank" rel="noopener" lang="${item.language}">${item.title}</a><p>${relayed(item, language)}${creditLine(item)} · ${hubName}</p></div></body></html>`
    .html
}

/** Whose work it is comes first, also where only the frame is seen. */
const relayed = ({ relay }: GivenItem, language: PageSite['language']) =>
  relay ? html`<strong>${pageWords[language].relay}</strong> · ${relay.source} · ` : null
