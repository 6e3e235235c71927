import type { SourceKind } from '#contracts/intake-source'
import type { JobPayload } from '#contracts/job'
import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { nextReading } from './next-reading.ts'
import { parseSource } from './parse-source.ts'
import type { ParsedFeed } from './parsed-item.ts'
import { type AddressDeps, readAddress } from './read-address.ts'
import { recordItems } from './record-items.ts'
import { Unreadable } from './unreadable.ts'

type FetchDeps = AddressDeps & { db: Db }
type SourceRow = NonNullable<Awaited<ReturnType<Db['relaySource']['findUnique']>>>
type Reading = { feed: ParsedFeed | null; etag: string | null; lastModified: string | null }

const accept: Record<SourceKind, string> = {
  feed: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.8, */*;q=0.1',
  ninjs: 'application/json, application/feed+json;q=0.8, */*;q=0.1',
  page: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1',
}

/** By the clock: queues one reading for each source that is due. A source is claimed by its next time: two clocks read it once. */
export async function pollSources(db: Db): Promise<void> {
  await transaction(db, async tx => {
    const due = await tx.$queryRaw<{ id: string }[]>`
      update relay_source set next_at = now() + make_interval(mins => every_minutes)
      where active and next_at <= now() returning id`
    for (const { id } of due) await enqueue(tx, 'intake.fetch', { sourceId: id }, readingOf(id))
  })
}

/** One reading of a source waits at a time, and they run one after the other. */
export function readingOf(sourceId: string): { key: string; queue: string } {
  return { key: `intake:${sourceId}`, queue: `intake:${sourceId}` }
}

/**
 * Reads a source and writes what it says, with its health. What cannot be read is written as such and is no error of the job: it is
 * read again at its next time. Asks by ETag and Last-Modified, so that an unchanged source costs one short exchange.
 */
export async function fetchSource({ sourceId }: JobPayload<'intake.fetch'>, deps: FetchDeps): Promise<void> {
  const { db, config } = deps
  const source = await db.relaySource.findUnique({ where: { id: sourceId } })
  if (!source) return
  try {
    const { feed, etag, lastModified } = await readSource(deps, source)
    await transaction(db, async tx => {
      // Removed or turned to another address meanwhile: then this answer is nobody's.
      const [standing] = await tx.$queryRaw<{ id: string }[]>`
        select id from relay_source where id = ${sourceId}::uuid and address = ${source.address} for update`
      if (!standing) return
      const inbox = { sourceId, unitId: source.unitId, publicUrl: config.publicUrl }
      if (feed) await recordItems(tx, inbox, feed, source)
      await tx.relaySource.update({
        where: { id: sourceId },
        data: {
          ...nextReading(source, true, new Date()),
          ...{ lastFetchAt: new Date(), lastSuccessAt: new Date(), lastProblem: null, etag, lastModified },
          ...(feed ? { lastCount: feed.items.length } : {}),
        },
      })
    })
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    await db.relaySource.updateMany({
      where: { id: sourceId },
      data: { ...nextReading(source, false, new Date()), lastFetchAt: new Date(), lastProblem: error.problem },
    })
  }
}

async function readSource(deps: FetchDeps, source: SourceRow): Promise<Reading> {
  const kind = source.kind as SourceKind
  const headers = {
    ...(source.etag ? { 'if-none-match': source.etag } : {}),
    ...(source.lastModified ? { 'if-modified-since': source.lastModified } : {}),
  }
  const {
    status,
    body,
    url,
    headers: answered,
  } = await readAddress(deps, source.address, { accept: accept[kind], headers })
  if (status === 304) return { feed: null, etag: source.etag, lastModified: source.lastModified }
  const feed = parseSource(kind, { body, contentType: answered['content-type'], url })
  return { feed, etag: short(answered.etag), lastModified: short(answered['last-modified']) }
}

/** Sent back as a header: no more than such a thing has, and nothing that ends a line. */
function short(value: string | undefined): string | null {
  return value && value.length <= 300 && /^[\x20-\x7e]+$/.test(value) ? value : null
}
