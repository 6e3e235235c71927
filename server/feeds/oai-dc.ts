import { mainMediaOf, mediaOf, pageOf } from './item-links.ts'
import type { GivenItem } from './load-items.ts'
import { element, optional, type Xml } from './xml.ts'

/** DCMI types. */
const types: Record<GivenItem['kind'], string> = {
  image: 'StillImage',
  video: 'MovingImage',
  audio: 'Sound',
  document: 'Text',
  article: 'Text',
}

/** An item as simple Dublin Core in OAI's wrapping. */
export function oaiDc(item: GivenItem, hub: string): Xml {
  const main = mainMediaOf(item)
  const { statement, sentence, holder } = item.rights
  return element(
    'oai_dc:dc',
    {
      'xmlns:oai_dc': 'http://www.openarchives.org/OAI/2.0/oai_dc/',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation':
        'http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    },
    element('dc:title', {}, item.title),
    optional('dc:creator', item.creator),
    [...item.topics.map(topic => topic.name), ...item.tags].map(subject => element('dc:subject', {}, subject)),
    optional('dc:description', item.description),
    element('dc:publisher', {}, item.unit.name),
    optional('dc:contributor', item.credit),
    element('dc:date', {}, item.date),
    element('dc:type', {}, types[item.kind]),
    optional('dc:format', main?.contentType ?? (item.kind === 'article' ? 'text/html' : null)),
    element('dc:identifier', {}, `urn:uuid:${item.id}`),
    element('dc:identifier', {}, pageOf(hub, item.id)),
    main && element('dc:relation', {}, mediaOf(hub, item.id, main.name)),
    element('dc:language', {}, item.language),
    item.places.map(place => element('dc:coverage', {}, place.name)),
    element('dc:rights', {}, sentence.vi),
    optional('dc:rights', statement),
    optional('dc:rights', holder && `© ${holder}`),
  )
}
