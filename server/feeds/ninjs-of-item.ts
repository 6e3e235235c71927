import { ninjsItem } from '#server/channels/ninjs-item'
import type { Change } from './list-feed.ts'
import type { GivenItem } from './load-items.ts'

/**
 * A change of a feed as an IPTC ninjs 3.1 item: the words are those that deliveries send (channels/ninjs-item.ts), the renditions'
 * addresses can be fetched. What is gone says its URI and `canceled`, and nothing of what it was.
 */
export function ninjsOfChange(change: Change, hub: string, media: (id: string, name: string) => string) {
  const { id, item, changedAt } = change
  if (!item) {
    return {
      uri: `urn:uuid:${id}`,
      type: 'component',
      pubStatus: 'canceled',
      versionCreated: changedAt.toISOString(),
      standard: { name: 'ninjs', version: '3.1', schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json' },
    }
  }
  return { ...ninjsOfItem(item, hub, media), versionCreated: changedAt.toISOString() }
}

/** `media` answers where a rendition can be fetched. */
export function ninjsOfItem(item: GivenItem, hub: string, media: (id: string, name: string) => string) {
  const { sentence: _sentence, ...rights } = item.rights
  const written = ninjsItem({
    hub,
    op: 'publish',
    version: item.revision,
    reinstate: false,
    supersedes: null,
    asset: { ...item, rights },
    terms: { topics: item.topics, places: item.places, audiences: item.audiences },
    media: item.media.map(({ name, ...each }) => ({ ...each, rendition: name, required: false })),
    selection: { by: '', at: item.createdAt, decisionRef: null, channels: [] },
    source: { unit: item.unit.code, name: item.unit.name, contact: '' },
  })
  const renditions = (written.renditions ?? []) as { name: string }[]
  if (renditions.length === 0) return written
  return { ...written, renditions: renditions.map(each => ({ ...each, href: media(item.id, each.name) })) }
}
