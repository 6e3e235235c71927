import { creditLine, embedOf, mainMediaOf, mediaOf, pageOf, pictureOf, thumbOf } from './item-links.ts'
import type { GivenItem } from './load-items.ts'

const types = {
  image: 'ImageObject',
  video: 'VideoObject',
  audio: 'AudioObject',
  document: 'DigitalDocument',
  article: 'NewsArticle',
}

/** schema.org JSON-LD of an item: what search engines show as a picture with a licence, a film, an article. */
export function jsonLd(item: GivenItem, hub: string, hubName: string, since: Date): Record<string, unknown> {
  const [main, thumb, picture] = [mainMediaOf(item), thumbOf(item), pictureOf(item)]
  const at = (name: string) => mediaOf(hub, item.id, name)
  const page = pageOf(hub, item.id)
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
    uploadDate: item.kind === 'video' ? since.toISOString() : null,
    dateModified: item.updatedAt.toISOString(),
    author: item.creator
      ? { '@type': 'Person', name: item.creator }
      : { '@type': 'Organization', name: item.unit.name },
    creator: item.creator
      ? { '@type': 'Person', name: item.creator }
      : { '@type': 'Organization', name: item.unit.name },
    publisher: { '@type': 'Organization', name: hubName, url: hub },
    creditText: creditLine(item),
    copyrightHolder: item.rights.holder ? { '@type': 'Organization', name: item.rights.holder } : null,
    copyrightNotice: item.rights.holder ? `© ${item.date.slice(0, 4)} ${item.rights.holder}` : null,
    license: item.rights.statement,
    acquireLicensePage: page,
    contentUrl: main ? at(main.name) : null,
    encodingFormat: main?.contentType ?? null,
    width: main?.width ?? null,
    height: main?.height ?? null,
    duration: item.kind === 'video' && item.durationMs ? `PT${Math.round(item.durationMs / 1000)}S` : null,
    embedUrl: embedOf(hub, item.id),
    thumbnailUrl: thumb ? at(thumb.name) : null,
    image: picture ? at(picture.name) : null,
    keywords: [...item.topics.map(topic => topic.name), ...item.tags].join(', '),
    contentLocation: item.places.map(place => ({ '@type': 'Place', name: place.name })),
    caption: item.altText || null,
  })
}

function compact(members: Record<string, unknown>): Record<string, unknown> {
  const said = ([, value]: [string, unknown]) =>
    value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(members).filter(said))
}

/** JSON for inside a `script` element: no `<` can end it, and the line separators of old JavaScript are escaped. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
