import { type Db, databaseNow } from '#server/platform/db'
import { readFeedName } from './feed-name.ts'
import { feedTitle, listFeedCounts } from './feed-titles.ts'
import { publicSql } from './given-out-sql.ts'
import { type Change, countChanges, listChanges } from './list-feed.ts'
import { loadItem } from './load-items.ts'
import { oaiDc } from './oai-dc.ts'
import { OaiError, type OaiList, type OaiRequest, readOaiRequest, writeToken } from './oai-request.ts'
import { document, element, type Xml } from './xml.ts'

export type OaiSite = { hub: string; hubName: string; adminMail: string; pageSize: number }

/**
 * Answers a request of OAI-PMH 2.0 (openarchives.org, 2.0 of 2015): always a document, errors inside it. The ledger must have been
 * refreshed. Deleted records are kept for ever; a record's datestamp is when it last changed for readers, not when it was edited.
 */
export async function answerOai(db: Db, site: OaiSite, given: URLSearchParams): Promise<string> {
  // Before the list is read: what changes from here on has a later datestamp and is found by `from` this moment.
  const now = await databaseNow(db)
  try {
    const request = readOaiRequest(given)
    return envelope(site, now, Object.fromEntries(given), await answer(db, site, request))
  } catch (error) {
    if (!(error instanceof OaiError)) throw error
    // §3.6: after a bad verb or argument the request element stands without attributes.
    const echoed = error.code === 'badVerb' || error.code === 'badArgument' ? {} : Object.fromEntries(given)
    return envelope(site, now, echoed, element('error', { code: error.code }, error.message))
  }
}

function envelope({ hub }: OaiSite, now: Date, request: Record<string, string>, body: Xml): string {
  return document(
    element(
      'OAI-PMH',
      {
        xmlns: 'http://www.openarchives.org/OAI/2.0/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation': 'http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd',
      },
      element('responseDate', {}, stamp(now)),
      element('request', request, `${hub}/oai`),
      body,
    ),
  )
}

/** UTC to the second, the repository's granularity. */
const stamp = (date: Date) => `${date.toISOString().slice(0, 19)}Z`

async function answer(db: Db, site: OaiSite, request: OaiRequest): Promise<Xml> {
  switch (request.verb) {
    case 'Identify':
      return identify(db, site)
    case 'ListSets':
      return listSets(db, site)
    case 'ListMetadataFormats':
      if (request.id) await requireEntry(db, request.id)
      return formats
    case 'GetRecord': {
      const change = await requireEntry(db, request.id)
      const sets = await setsOf(db, [request.id])
      return element('GetRecord', {}, record(site, change, sets.get(request.id) ?? [], true))
    }
    default:
      return list(db, site, request)
  }
}

async function identify(db: Db, { hub, hubName, adminMail }: OaiSite): Promise<Xml> {
  const first = await db.feedEntry.findFirst({ where: { feed: 'hub' }, orderBy: { since: 'asc' } })
  return element(
    'Identify',
    {},
    element('repositoryName', {}, hubName),
    element('baseURL', {}, `${hub}/oai`),
    element('protocolVersion', {}, '2.0'),
    element('adminEmail', {}, adminMail),
    element('earliestDatestamp', {}, stamp(first?.since ?? new Date(0))),
    element('deletedRecord', {}, 'persistent'),
    element('granularity', {}, 'YYYY-MM-DDThh:mm:ssZ'),
  )
}

const formats = element(
  'ListMetadataFormats',
  {},
  element(
    'metadataFormat',
    {},
    element('metadataPrefix', {}, 'oai_dc'),
    element('schema', {}, 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd'),
    element('metadataNamespace', {}, 'http://www.openarchives.org/OAI/2.0/oai_dc/'),
  ),
)

async function listSets(db: Db, { hubName }: OaiSite): Promise<Xml> {
  const feeds = await listFeedCounts(db, hubName)
  return element(
    'ListSets',
    {},
    feeds.map(({ feed, vi }) => element('set', {}, element('setSpec', {}, feed), element('setName', {}, vi))),
  )
}

async function requireEntry(db: Db, id: string): Promise<Change> {
  const entry = await db.feedEntry.findUnique({ where: { assetId_feed: { assetId: id, feed: 'hub' } } })
  if (!entry) throw new OaiError('idDoesNotExist', 'No such identifier.')
  const item = entry.goneAt ? null : await loadItem(db, id, publicSql)
  return { id, since: entry.since, changedAt: entry.changedAt, item }
}

async function list(
  db: Db,
  site: OaiSite,
  request: OaiList & { verb: 'ListRecords' | 'ListIdentifiers' },
): Promise<Xml> {
  const feed = request.set === null ? 'hub' : readFeedName(request.set)
  if (!feed || !(await feedTitle(db, feed, site.hubName))) throw new OaiError('noRecordsMatch', 'No such set.')
  const range = { ...(request.from ? { from: request.from } : {}), ...(request.until ? { until: request.until } : {}) }
  const after = request.after ? { after: request.after } : {}
  const [found, total] = await Promise.all([
    listChanges(db, feed, { ...range, ...after, limit: site.pageSize + 1 }),
    countChanges(db, feed, range),
  ])
  if (found.length === 0) throw new OaiError('noRecordsMatch', 'Nothing changed in this range.')
  const page = found.slice(0, site.pageSize)
  const sets = await setsOf(
    db,
    page.map(change => change.id),
  )
  const written = page.map(change => {
    const full = request.verb === 'ListRecords'
    return record(site, change, sets.get(change.id) ?? [], full)
  })
  const last = page.at(-1)
  const done = request.after?.count ?? 0
  const more = found.length > page.length && last
  const token =
    more || request.after
      ? element(
          'resumptionToken',
          { completeListSize: total, cursor: done },
          more ? writeToken(request, { changedAt: last.changedAt, id: last.id, count: done + page.length }) : null,
        )
      : null
  return element(request.verb, {}, written, token)
}

async function setsOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<{ id: string; sets: string[] }[]>`
    select asset_id as id, array_agg(feed order by feed) as sets from feed_entry
    where asset_id = any(${ids}::uuid[]) and gone_at is null and feed not like 'partners%' group by asset_id`
  return new Map(rows.map(row => [row.id, row.sets]))
}

/** With `full` the record, else its header. A deleted one has a header and nothing else. */
function record({ hub }: OaiSite, change: Change, sets: readonly string[], full: boolean): Xml {
  const header = element(
    'header',
    { status: change.item ? null : 'deleted' },
    element('identifier', {}, `urn:uuid:${change.id}`),
    element('datestamp', {}, stamp(change.changedAt)),
    change.item ? sets.map(set => element('setSpec', {}, set)) : null,
  )
  if (!full) return header
  return element('record', {}, header, change.item ? element('metadata', {}, oaiDc(change.item, hub)) : null)
}
