import { formatDay } from './format-day.ts'
import { type Html, html, trusted } from './html.ts'
import { creditLine, embedOf, feedOf, mainMediaOf, mediaOf, pageOf, pictureOf, thumbOf } from './item-links.ts'
import { itemViewer } from './item-viewer.ts'
import { jsonLd, scriptJson } from './json-ld.ts'
import type { GivenItem } from './load-items.ts'
import { type PageLanguage, pageWords } from './page-words.ts'

export type PageSite = { hub: string; hubName: string; language: PageLanguage }

/** The public page of an item: whole without a script, for readers and for crawlers. */
export function itemPage(site: PageSite, item: GivenItem, since: Date, more: readonly GivenItem[]): string {
  const words = pageWords[site.language]
  const body = html`<main class="main" id="main">
<div class="viewer"><figure>${itemViewer(item)}<figcaption class="credit">${creditLine(item)} · ${formatDay(item.date)}</figcaption></figure></div>
<aside class="side">
<div><h1 lang="${item.language}">${item.title}</h1>${item.description ? html`<p class="lead" lang="${item.language}">${item.description}</p>` : null}</div>
${relay(item, site.language)}${rights(item, site.language)}${take(item, site.language)}${about(item, site.language)}${share(site, item)}
</aside>
${more.length > 0 ? html`<section><h2>${words.more}</h2><ul class="more">${more.map(each => tile(each, site.language))}</ul></section>` : null}
</main>`
  return pageFrame(site, item.title, pageHead(site, item, since), body, pageOf('', item.id, otherOf(site.language)))
}

const otherOf = (language: PageLanguage): PageLanguage => (language === 'vi' ? 'en' : 'vi')

/** The frame that the public pages share. `other` is the same page in the other language. */
export function pageFrame(site: PageSite, title: string, head: Html, body: Html, other: string | null): string {
  const { hubName, language } = site
  const words = pageWords[language]
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${hubName}</title><link rel="stylesheet" href="/t/page.css"><link rel="icon" href="/mark.svg" type="image/svg+xml">
${head}</head><body><a class="skip" href="#main">${words.skip}</a>
<header class="head"><a class="brand" href="/"><img src="/mark.svg" alt="" width="26" height="26">${hubName}</a>${other ? html`<a href="${other}" lang="${otherOf(language)}" hreflang="${otherOf(language)}">${words.other}</a>` : null}</header>
${body}
<footer class="foot">${hubName} · <a href="/feeds/hub/rss">${words.feeds}</a></footer></body></html>`.html
}

function pageHead(site: PageSite, item: GivenItem, since: Date): Html {
  const { hub, hubName, language } = site
  const page = pageOf(hub, item.id, language)
  const description = (item.description || creditLine(item)).slice(0, 300)
  const picture = pictureOf(item)
  const film = mainMediaOf(item)?.name === 'video' ? mainMediaOf(item) : null
  const oembed = (format: string) => `${hub}/oembed?format=${format}&url=${encodeURIComponent(pageOf(hub, item.id))}`
  const property = (name: string, content: string | number | null | undefined) =>
    content ? html`<meta property="${name}" content="${content}">\n` : html``
  return html`<meta name="description" content="${description}"><link rel="canonical" href="${item.relay?.url ?? page}">
<link rel="alternate" hreflang="vi" href="${pageOf(hub, item.id)}"><link rel="alternate" hreflang="en" href="${pageOf(hub, item.id, 'en')}"><link rel="alternate" hreflang="x-default" href="${pageOf(hub, item.id)}">
<link rel="alternate" type="application/json+oembed" title="${item.title}" href="${oembed('json')}"><link rel="alternate" type="text/xml+oembed" title="${item.title}" href="${oembed('xml')}">
<link rel="alternate" type="application/rss+xml" title="${hubName}" href="${feedOf(hub, 'hub', 'rss')}"><link rel="alternate" type="application/atom+xml" title="${hubName}" href="${feedOf(hub, 'hub', 'atom')}">
${item.rights.statement ? html`<link rel="license" href="${item.rights.statement}">` : null}
${property('og:type', film ? 'video.other' : item.kind === 'article' ? 'article' : 'website')}${property('og:title', item.title)}${property('og:description', description)}${property('og:url', page)}${property('og:site_name', hubName)}${property('og:locale', language === 'vi' ? 'vi_VN' : 'en_US')}${picture ? [property('og:image', mediaOf(hub, item.id, picture.name)), property('og:image:width', picture.width), property('og:image:height', picture.height), property('og:image:alt', item.altText || item.title)] : null}${film ? [property('og:video', mediaOf(hub, item.id, film.name)), property('og:video:type', film.contentType)] : null}<meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}">
<script type="application/ld+json">${trusted(scriptJson(jsonLd(item, site, since)))}</script>`
}

function rights({ rights: { sentence, statement, usageTerms } }: GivenItem, language: PageLanguage): Html {
  const link = statement ? html`<p><a rel="license" href="${statement}">${pageWords[language].licence}</a></p>` : null
  const terms = usageTerms ? html`<p>${usageTerms}</p>` : null
  return html`<div class="rights ${sentence.tone}"><p>${sentence[language]}.</p>${terms}${link}</div>`
}

/** The relay mark: whose work it is, and the way there. */
function relay({ relay: mark }: GivenItem, language: PageLanguage): Html | null {
  if (!mark) return null
  const words = pageWords[language]
  const link = mark.url ? html` <a href="${mark.url}" rel="noopener external">${words.atSource}</a>` : null
  return html`<div class="rights"><p><strong>${words.relay}.</strong> ${words.from}: ${mark.source}.${link}</p></div>`
}

/** Only what the rights let go: otherwise the page shows the item and says whom to ask. */
function take(item: GivenItem, language: PageLanguage): Html | null {
  const main = mainMediaOf(item)
  if (!main || !item.mayTake) return null
  const grouped = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB')
  const size = main.width && main.height ? ` ${grouped.format(main.width)} × ${grouped.format(main.height)}` : ''
  return html`<a class="take" href="/media/${item.id}/${main.name}?download=1" download>${pageWords[language].take[item.kind]}${size}</a>`
}

function about(item: GivenItem, language: PageLanguage): Html {
  const words = pageWords[language]
  const name = (term: { name: string; nameEn: string | null }) => (language === 'en' && term.nameEn) || term.name
  const line = (word: string, text: string) => (text ? html`<dt>${word}</dt><dd>${text}</dd>` : html``)
  const listed = (terms: readonly { name: string; nameEn: string | null }[]) => terms.map(name).join(', ')
  return html`<section class="card"><h2>${words.about}</h2><dl>${line(words.type, words.kind[item.kind])}${line(words.date, formatDay(item.date))}${line(words.unit, name(item.unit))}${line(words.creator, item.creator)}${line(words.topics, listed(item.topics))}${line(words.places, listed(item.places))}</dl></section>`
}

function share({ hub, language }: PageSite, item: GivenItem): Html {
  const words = pageWords[language]
  const frame = html`<iframe src="${embedOf(hub, item.id)}" width="800" height="560" title="${item.title}" loading="lazy" allowfullscreen style="border:0;max-width:100%"></iframe>`
  return html`<section class="card share"><h2>${words.share}</h2><label for="link">${words.link}</label><textarea id="link" rows="2" readonly spellcheck="false">${pageOf(hub, item.id)}</textarea><label for="embed">${words.embed}</label><textarea id="embed" rows="4" readonly spellcheck="false">${frame.html}</textarea></section>`
}

function tile(item: GivenItem, language: PageLanguage): Html {
  const thumb = thumbOf(item)
  const picture = thumb
    ? html`<img src="/media/${item.id}/${thumb.name}" alt="" loading="lazy" width="${thumb.width ?? 256}" height="${thumb.height ?? 160}">`
    : html`<span class="blank"></span>`
  return html`<li><a href="${pageOf('', item.id, language)}">${picture}<span lang="${item.language}">${item.title}</span></a></li>`
}
