import type { RawItem, RawMedia } from './draft-item.ts'
import { isObject, type JsonObject, objectsOf, stringOf } from './json-values.ts'

/**
 * A list of IPTC ninjs items, 1.x to 3.x: 3 writes `pubStatus` and lists, 1 and 2 `pubstatus`, `body_xhtml` and texts. Members are
 * read by their names without case and underscores. What is cancelled is taken back, not given.
 */
export function parseNinjs(answer: unknown): { items: RawItem[]; withdrawn: string[] } {
  const list = objectsOf(listIn(answer)).map(plainNames)
  const gone = list.filter(item => /^cancel/i.test(stringOf(item.pubstatus)))
  return {
    items: list.filter(item => !gone.includes(item) && !/^withheld$/i.test(stringOf(item.pubstatus))).map(itemOf),
    withdrawn: gone.map(item => stringOf(item.uri) || stringOf(item.guid)).filter(Boolean),
  }
}

/** Whether an answer looks like ninjs: a list whose first member has `uri` and a status or a version of ninjs. */
export function isNinjs(answer: unknown): boolean {
  const [first] = objectsOf(listIn(answer)).map(plainNames)
  return first !== undefined && typeof first.uri === 'string' && ('pubstatus' in first || 'versioncreated' in first)
}

function listIn(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer
  if (!isObject(answer)) return []
  return answer.items ?? answer._items ?? answer.item ?? (typeof answer.uri === 'string' ? [answer] : [])
}

const plainName = (name: string) => name.toLowerCase().replace(/_/g, '')

function plainNames(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [plainName(name), value]))
}

function itemOf(item: JsonObject): RawItem {
  const linked = isObject(item.rightsinfo) ? plainNames(item.rightsinfo) : {}
  return {
    guid: stringOf(item.uri) || stringOf(item.guid),
    url: linkOf(item),
    title: worded(item, 'headline', ['main']) || escaped(stringOf(item.title)),
    summary: worded(item, 'description', ['summary', 'caption', 'main']),
    html: bodyOf(item),
    author: escaped(stringOf(item.byline)) || escaped(stringOf(item.by)),
    published: stringOf(item.firstpublished) || stringOf(item.versioncreated) || stringOf(item.firstcreated),
    language: stringOf(item.language),
    credit: escaped(stringOf(item.creditline)) || sourceOf(item),
    licence: stringOf(linked.linkedrights),
    holder: escaped(stringOf(item.copyrightholder)),
    usageTerms: escaped(stringOf(item.usageterms)),
    notice: escaped(stringOf(item.copyrightnotice)),
    embargo: item.embargoed,
    media: [...renditionsOf(item), ...associationsOf(item).flatMap(associated)],
  }
}

/** `headlines: [{role, value}]` of 3.x, `headline` or `description_text` of 1.x and 2.x. */
function worded(item: JsonObject, name: string, roles: readonly string[]): string {
  const list = objectsOf(item[`${name}s`])
  const chosen = roles.map(role => list.find(each => each.role === role)).find(Boolean) ?? list[0]
  if (chosen)
    return /html/i.test(stringOf(chosen.contentType)) ? stringOf(chosen.value) : escaped(stringOf(chosen.value))
  return (
    stringOf(item[`${name}html`]) ||
    stringOf(item[`${name}xhtml`]) ||
    escaped(stringOf(item[`${name}text`]) || stringOf(item[name]))
  )
}

function bodyOf(item: JsonObject): string {
  const list = objectsOf(item.bodies)
  const body = list.find(each => each.role === 'main') ?? list[0]
  if (body) return /html/i.test(stringOf(body.contentType)) ? stringOf(body.value) : escaped(stringOf(body.value))
  return stringOf(item.bodyxhtml) || stringOf(item.bodyhtml) || escaped(stringOf(item.bodytext))
}

function sourceOf(item: JsonObject): string {
  const [info] = objectsOf(item.infosources)
  return escaped(stringOf(info?.name) || stringOf(item.source))
}

function linkOf(item: JsonObject): string {
  const [alt] = objectsOf(item.altids).filter(each => /^https?:/.test(stringOf(each.value)))
  const uri = stringOf(item.uri)
  return stringOf(item.url) || stringOf(item.href) || stringOf(alt?.value) || (/^https?:/.test(uri) ? uri : '')
}

/** 3.x has lists with names, 1.x and 2.x objects by name. */
function associationsOf(item: JsonObject): JsonObject[] {
  const given = isObject(item.associations) ? Object.values(item.associations) : item.associations
  return objectsOf(given).map(plainNames)
}

function associated(item: JsonObject): RawMedia[] {
  const credit = escaped(
    stringOf(item.creditline) || stringOf(item.copyrightholder) || stringOf(item.byline) || stringOf(item.by),
  )
  const title = worded(item, 'headline', ['main']) || worded(item, 'description', ['caption', 'summary'])
  return renditionsOf(item).map(each => ({ ...each, title, credit }))
}

/** The largest of an item's renditions that stands on the web. */
function renditionsOf(item: JsonObject): RawMedia[] {
  const given = isObject(item.renditions) ? Object.values(item.renditions) : item.renditions
  const list = objectsOf(given).map(plainNames)
  const onWeb = list.filter(each => /^https?:/i.test(stringOf(each.href)))
  const width = (each: JsonObject) => (typeof each.width === 'number' ? each.width : 0)
  const [largest] = onWeb.sort((a, b) => width(b) - width(a))
  return largest
    ? [{ url: stringOf(largest.href), type: stringOf(largest.contenttype) || stringOf(largest.mimetype) }]
    : []
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}
