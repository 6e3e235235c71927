import type { RawItem, RawMedia } from './draft-item.ts'
import { attribute, elements, nodes, textOf, type XmlNode } from './read-xml.ts'

/** The items of RSS 0.9x, 1.0 (RDF) and 2.0 with Dublin Core, content and Media RSS, as they stand there. */
export function parseRss(root: XmlNode): RawItem[] {
  const rss = (elements(root, 'rss')[0] ?? elements(root, 'rdf:RDF')[0] ?? root) as XmlNode
  const channel = elements(rss, 'channel')[0] ?? rss
  const shared = {
    language: textOf(channel.language) || textOf(channel['dc:language']),
    notice: textOf(channel.copyright) || textOf(channel['dc:rights']),
    licence: licenceOf(channel),
  }
  const items = elements(channel, 'item')
  return (items.length > 0 ? items : elements(rss, 'item')).map(item => itemOf(item, shared))
}

function itemOf(item: XmlNode, shared: { language: string; notice: string; licence: string }): RawItem {
  const guid = nodes(item.guid)[0]
  const permalink = guid !== undefined && attribute(guid, 'isPermaLink') !== 'false' ? textOf(item.guid) : ''
  const body = textOf(item['content:encoded'])
  const description = textOf(item.description)
  return {
    guid: textOf(item.guid) || attribute(item, 'rdf:about'),
    url: textOf(item.link) || attribute(nodes(item['atom:link'])[0], 'href') || permalink,
    title: textOf(item.title) || textOf(item['dc:title']),
    summary: description || textOf(item['media:description']),
    html: body || description,
    author: textOf(item['dc:creator']) || textOf(item.author).replace(/^\S+@\S+\s*\((.*)\)$/, '$1'),
    published: textOf(item.pubDate) || textOf(item['dc:date']) || textOf(item['dcterms:issued']),
    language: textOf(item['dc:language']) || shared.language,
    credit: textOf(item['media:credit']) || textOf(item.source) || textOf(item['dc:source']),
    licence: licenceOf(item) || shared.licence,
    holder: textOf(item['dcterms:rightsHolder']),
    notice: textOf(item['dc:rights']) || textOf(item['media:copyright']) || shared.notice,
    media: mediaOf(item),
  }
}

function licenceOf(node: XmlNode): string {
  return (
    textOf(node['cc:license']) ||
    attribute(nodes(node['cc:license'])[0], 'rdf:resource') ||
    textOf(node['media:license'])
  )
}

function mediaOf(item: XmlNode): RawMedia[] {
  const groups = elements(item, 'media:group')
  const contents = [item, ...groups].flatMap(each => elements(each, 'media:content'))
  return [
    ...contents.map(content => ({
      url: attribute(content, 'url'),
      type: attribute(content, 'type') || (attribute(content, 'medium') === 'image' ? 'image/*' : ''),
      title: textOf(content['media:title']) || textOf(content['media:description']),
      credit: textOf(content['media:credit']) || textOf(item['media:credit']),
    })),
    ...elements(item, 'enclosure').map(each => ({ url: attribute(each, 'url'), type: attribute(each, 'type') })),
    ...(contents.length === 0 ? elements(item, 'media:thumbnail').map(each => ({ url: attribute(each, 'url') })) : []),
  ]
}
