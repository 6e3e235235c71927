import { creditLine, embedOf, mainMediaOf, mediaOf, pageOf, pictureOf, thumbOf } from './item-links.ts'
import type { GivenItem } from './load-items.ts'
import type { PageLanguage } from './page-words.ts'

const types = {
  image: 'ImageObject',
  video: 'VideoObject',
  audio: 'AudioObject',
  document: 'DigitalDocument',
  article: 'NewsArticle',
}

type Site = { hub: string; hubName: string; language: PageLanguage }

/**
 * schema.org JSON-LD of an item on its page in this language: what search engines show as a picture with a licence, a film, an article.
 * Only properties that schema.org gives to the type: a document and an article are no MediaObject, and name their file as `encoding`.
 */
export function jsonLd(item: GivenItem, { hub, hubName, language }: Site, since: Date): Record<string, unknown> {
  const [thumb, picture] = [thumbOf(item), pictureOf(item)]
  const page = pageOf(hub, item.id, language)
  const named = ({ name, nameEn }: { name: string; nameEn: string | null }) => (language === 'en' && nameEn) || name
  const author = item.creator
    ? { '@type': 'Person', name: item.creator }
    : { '@type': 'Organization', name: named(item.unit) }
  return compact({
    '@context': 'https://schema.org',
    '@type': types[item.kind],
    '@id': `urn:uuid:${item.id}`,
    url: page,
    mainEntityOfPage: page,
    name: item.title,
    headline: item.kind === 'article' ? item.title : null,
    description: item.description || item.title,
    isBasedOn: item.relay?.url ?? null,
    inLanguage: item.language,
    dateCreated: item.date,
    datePublished: since.toISOString(),
    dateModified: item.updatedAt.toISOString(),
    author,
    creator: author,
    publisher: { '@type': 'Organization', name: hubName, url: hub },
    creditText: creditLine(item),
    copyrightHolder: item.rights.holder ? { '@type': 'Organization', name: item.rights.holder } : null,
    copyrightNotice: item.rights.holder ? `© ${item.date.slice(0, 4)} ${item.rights.holder}` : null,
    license: item.rights.statement,
    acquireLicensePage: page,
    thumbnailUrl: thumb ? mediaOf(hub, item.id, thumb.name) : null,
    image: picture ? mediaOf(hub, item.id, picture.name) : null,
    keywords: [...item.topics.map(named), ...item.tags].join(', '),
    contentLocation: item.places.map(place => ({ '@type': 'Place', name: named(place) })),
    ...(item.kind === 'article' || item.kind === 'document' ? encoded(item, hub) : shown(item, hub, since)),
  })
}

/** What a picture, a film or a sound is as a MediaObject. */
function shown(item: GivenItem, hub: string, since: Date): Record<string, unknown> {
  const main = mainMediaOf(item)
  const timed = item.kind === 'video' || item.kind === 'audio'
  return {
    contentUrl: main ? mediaOf(hub, item.id, main.name) : null,
    encodingFormat: main?.contentType ?? null,
    width: pixels(main?.width),
    height: pixels(main?.height),
    uploadDate: since.toISOString(),
    duration: timed && item.durationMs ? `PT${Math.max(1, Math.round(item.durationMs / 1000))}S` : null,
    embedUrl: embedOf(hub, item.id),
    caption: item.altText || null,
  }
}

function encoded(item: GivenItem, hub: string): Record<string, unknown> {
  const main = mainMediaOf(item)
  if (!main) return {}
  const contentUrl = mediaOf(hub, item.id, main.name)
  return { encoding: { '@type': 'MediaObject', contentUrl, encodingFormat: main.contentType } }
}

/** schema.org knows no bare number as a width; E37 is UN/CEFACT's code of the pixel. */
const pixels = (value: number | null | undefined) =>
  value ? { '@type': 'QuantitativeValue', value, unitCode: 'E37' } : null

function compact(members: Record<string, unknown>): Record<string, unknown> {
  const said = ([, value]: [string, unknown]) =>
    value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(members).filter(said))
}

/** JSON for inside a `script` element: no `<` can end it, and the line separators of old JavaScript are escaped. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
