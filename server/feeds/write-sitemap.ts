import { embedOf, mediaOf, pageOf, pictureOf, thumbOf } from './item-links.ts'
import type { FeedItem } from './list-feed.ts'
import type { GivenItem } from './load-items.ts'
import { document, element, optional, type Xml } from './xml.ts'

/** Of the 50,000 addresses that one sitemap may hold; smaller, because each is written whole. */
export const sitemapSize = 5_000
const day = 86_400_000

/** The index of sitemaps (sitemaps.org 0.9): `pages` of items and one of news. */
export function writeSitemapIndex(hub: string, pages: number): string {
  const names = [...Array.from({ length: Math.max(pages, 1) }, (_, at) => `items-${at + 1}`), 'news']
  return document(
    element(
      'sitemapindex',
      { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
      names.map(name => element('sitemap', {}, element('loc', {}, `${hub}/sitemaps/${name}.xml`))),
    ),
  )
}

/** Addresses of items in both languages, with the picture and video extensions. */
export function writeItemSitemap(hub: string, items: readonly FeedItem[]): string {
  return urlset(
    items.map(({ item, changedAt }) =>
      element(
        'url',
        {},
        element('loc', {}, pageOf(hub, item.id)),
        element('lastmod', {}, changedAt.toISOString()),
        (['vi', 'en'] as const).map(language =>
          element('xhtml:link', { rel: 'alternate', hreflang: language, href: pageOf(hub, item.id, language) }),
        ),
        imageOf(hub, item),
        item.kind === 'video' ? videoOf(hub, item) : null,
      ),
    ),
  )
}

/** Articles of the last two days: a news sitemap holds nothing older. `now` is the database's. */
export function writeNewsSitemap(hub: string, hubName: string, items: readonly FeedItem[], now: Date): string {
  const fresh = items.filter(({ item, since }) => item.kind === 'article' && now.getTime() - since.getTime() < 2 * day)
  return urlset(
    fresh.map(({ item, since }) =>
      element(
        'url',
        {},
        element('loc', {}, pageOf(hub, item.id)),
        element(
          'news:news',
          {},
          element(
            'news:publication',
            {},
            element('news:name', {}, hubName),
            element('news:language', {}, item.language === 'zh-Hans' ? 'zh-cn' : item.language),
          ),
          element('news:publication_date', {}, since.toISOString()),
          element('news:title', {}, item.title),
        ),
      ),
    ),
  )
}

function imageOf(hub: string, item: GivenItem): Xml | null {
  const picture = pictureOf(item)
  return picture && element('image:image', {}, element('image:loc', {}, mediaOf(hub, item.id, picture.name)))
}

function videoOf(hub: string, item: GivenItem): Xml | null {
  const film = item.media.find(media => media.name === 'video')
  const thumb = thumbOf(item)
  if (!film || !thumb) return null
  const seconds = Math.round((item.durationMs ?? 0) / 1000)
  return element(
    'video:video',
    {},
    element('video:thumbnail_loc', {}, mediaOf(hub, item.id, thumb.name)),
    element('video:title', {}, item.title),
    element('video:description', {}, (item.description || item.title).slice(0, 2048)),
    element('video:content_loc', {}, mediaOf(hub, item.id, film.name)),
    element('video:player_loc', {}, embedOf(hub, item.id)),
    optional('video:duration', seconds >= 1 && seconds <= 28_800 ? seconds : null),
  )
}

function urlset(urls: Xml[]): string {
  return document(
    element(
      'urlset',
      {
        xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
        'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
        'xmlns:image': 'http://www.google.com/schemas/sitemap-image/1.1',
        'xmlns:video': 'http://www.google.com/schemas/sitemap-video/1.1',
        'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9',
      },
      urls,
    ),
  )
}
