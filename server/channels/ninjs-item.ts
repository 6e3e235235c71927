import type { DeliveryFacts, FactsMedia, NamedTerm } from './delivery-facts.ts'

/** ninjs types; a brochure is a `component`, as it is a part of the story told by the item that carries it. */
const types: Record<string, string> = {
  image: 'picture',
  video: 'video',
  audio: 'audio',
  document: 'component',
  article: 'text',
}

/**
 * An asset as an IPTC ninjs 3.1 item. The schema allows no member of one's own, `version` is a string, an empty string or list is
 * left out, and a rendition carries no checksum: its href is the RFC 6920 name of the bytes, the same as in the envelope's `media`.
 */
export function ninjsItem(facts: DeliveryFacts): Record<string, unknown> {
  const { asset } = facts
  return compact({
    ...newsObject(facts, facts.hub),
    profile: 'tayninh-asean/1.0',
    representationType: 'full',
    version: String(facts.version),
    associations: [
      ...(facts.members ?? []).flatMap(member => [
        association(member.asset.title, member.role, newsObject(member, facts.hub)),
        ...translated(member.asset, member.translations),
      ]),
      ...translated(asset, facts.translations),
    ],
    standard: { name: 'ninjs', version: '3.1', schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json' },
  })
}

/** The same item in another language: ninjs has one language an object, so it stands beside it. `rel` is the hub's own word. */
function translated(asset: DeliveryFacts['asset'], translations: DeliveryFacts['translations'] = []) {
  return translations.map(({ language, title, description, caption, altText, html }) =>
    association(
      title,
      'translation',
      compact({
        uri: `urn:uuid:${asset.id}#${language}`,
        type: types[asset.kind] ?? 'component',
        ...{ language, title },
        headlines: [text('main', title)],
        descriptions: [
          text('summary', description),
          text('caption', captioned(caption, asset.credit)),
          text('alttext', altText),
        ].filter(isFilled),
        bodies: html ? [body(html)] : [],
      }),
    ),
  )
}

const association = (name: string, rel: string, object: Record<string, unknown>) => ({ ...object, name, rel })

/** A caption of its own carries the credit too: a page that shows the caption alone still says whose it is. */
const captioned = (caption: string, credit: string) =>
  caption && credit && !caption.includes(credit) ? `${caption} (${credit})` : caption || credit

function newsObject(
  facts: Pick<DeliveryFacts, 'asset' | 'terms' | 'media' | 'source'>,
  hub: string,
): Record<string, unknown> {
  const { asset } = facts
  return compact({
    uri: `urn:uuid:${asset.id}`,
    type: types[asset.kind] ?? 'component',
    firstCreated: asset.createdAt.toISOString(),
    versionCreated: asset.updatedAt.toISOString(),
    // A calendar day of Vietnam; the hour is not known.
    contentCreated: `${asset.date}T00:00:00+07:00`,
    pubStatus: 'usable',
    language: asset.language,
    title: asset.title,
    headlines: [text('main', asset.title)],
    descriptions: [
      text('summary', asset.description),
      text('caption', captioned(asset.caption ?? '', asset.credit)),
      text('alttext', asset.altText),
    ].filter(isFilled),
    bodies: asset.html ? [body(asset.html)] : [],
    by: asset.creator,
    ...rights(asset),
    subjects: [
      ...named(facts.terms.topics, 'about', hub, 'topic'),
      ...named(facts.terms.audiences, 'audience', hub, 'audience'),
      ...asset.tags.map(name => ({ name, rel: 'keyword' })),
    ],
    places: named(facts.terms.places, 'about', hub, 'place'),
    infoSources: [
      ...originator(asset.relay),
      { name: facts.source.name, role: 'contributor', uri: `${hub}/id/unit/${facts.source.unit}` },
    ],
    altIds: [{ role: 'hub', value: asset.id }],
    renditions: facts.media.map(rendition),
  })
}

/** Of a relayed item: who made it comes before who contributes it. */
const originator = (relay: DeliveryFacts['asset']['relay']) =>
  relay ? [{ name: relay.source, role: 'originator', ...(relay.url ? { uri: relay.url } : {}) }] : []

/** RFC 6920 name of bytes: `ni:///sha-256;<base64url>`. It says what, not where: a receiver has the bytes already. */
export function mediaName(sha256: string): string {
  return `ni:///sha-256;${Buffer.from(sha256, 'hex').toString('base64url')}`
}

function rendition(media: FactsMedia): Record<string, unknown> {
  return compact({
    name: media.rendition,
    href: mediaName(media.sha256),
    contentType: media.contentType,
    width: media.width,
    height: media.height,
    duration: media.durationMs === null ? null : media.durationMs / 1000,
    sizeInBytes: media.size,
  })
}

function rights(asset: DeliveryFacts['asset']): Record<string, unknown> {
  const { statement, holder, usageTerms } = asset.rights
  return {
    copyrightHolder: holder,
    copyrightNotice: holder ? `© ${asset.date.slice(0, 4)} ${holder}` : null,
    usageTerms,
    rightsInfo: statement ? { linkedRights: statement } : null,
  }
}

function named(terms: readonly NamedTerm[], rel: string, hub: string, scheme: string) {
  return terms.map(term => ({ name: term.name, rel, uri: term.uri ?? `${hub}/id/${scheme}/${term.code}` }))
}

function body(html: string) {
  const plain = html.replace(/<[^>]*>/g, ' ').trim()
  return {
    role: 'main',
    contentType: 'text/html',
    charCount: plain.length,
    wordCount: plain.split(/\s+/).filter(Boolean).length,
    value: html,
  }
}

const text = (role: string, value: string) => ({ role, contentType: 'text/plain', value })
const isFilled = (item: { value: string }) => item.value !== ''

function compact(members: Record<string, unknown>): Record<string, unknown> {
  const filled = ([, value]: [string, unknown]) =>
    value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(members).filter(filled))
}
