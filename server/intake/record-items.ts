import { createHash } from 'node:crypto'
import type { Prisma, Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { canonicalUrl } from './canonical-url.ts'
import { contentHash, type Inbox, judgeNew, type Verdict } from './judge-new.ts'
import type { ParsedFeed, ParsedItem } from './parsed-item.ts'
import { tellOfChange, withdrawItems } from './tell-of-change.ts'

/** What a source's curator said for all that comes from it; an item's own word goes before it. */
export type Defaults = {
  rightsStatement: string | null
  rightsHolder: string | null
  rightsGrant: string | null
  usageTerms: string | null
  credit: string
  language: string
  topic: string | null
}
export const noDefaults: Defaults = {
  ...{ rightsStatement: null, rightsHolder: null, rightsGrant: null, usageTerms: null },
  ...{ credit: '', language: 'vi', topic: null },
}
type Existing = {
  id: string
  guid: string
  givenHash: string
  state: string
  assetId: string | null
  withdrawnAt: Date | null
}

/**
 * Writes what a source says, in the caller's transaction: what is new, as `judgeNew` judges it; what was changed there, in place, and
 * who took it is told; what was taken back there is marked. The same answer again changes nothing.
 */
export async function recordItems(tx: Tx, inbox: Inbox, feed: ParsedFeed, defaults: Defaults): Promise<void> {
  const guids = [...feed.items.map(item => item.guid), ...feed.withdrawn]
  const owner = inbox.sourceId ? { sourceId: inbox.sourceId } : { sourceId: null, unitId: inbox.unitId }
  const rows: Existing[] = await tx.relayItem.findMany({
    where: { ...owner, guid: { in: guids } },
    select: { id: true, guid: true, givenHash: true, state: true, assetId: true, withdrawnAt: true },
  })
  const existing = new Map(rows.map(row => [row.guid, row]))
  const fresh = feed.items.filter(item => !existing.has(item.guid)).map(item => ({ ...item, id: newId() }))
  await insertNew(tx, inbox, fresh, defaults)
  for (const item of feed.items) {
    const row = existing.get(item.guid)
    if (row && (isChanged(row, item, defaults) || row.withdrawnAt)) await updateChanged(tx, row, item, defaults)
  }
  await withdrawItems(
    tx,
    feed.withdrawn.flatMap(guid => existing.get(guid) ?? []),
  )
}

async function insertNew(tx: Tx, inbox: Inbox, fresh: readonly (ParsedItem & { id: string })[], defaults: Defaults) {
  if (fresh.length === 0) return
  const verdicts = await judgeNew(tx, inbox, fresh)
  const { sourceId, unitId } = inbox
  await tx.relayItem.createMany({
    data: fresh.map(item => ({
      ...columns(item, defaults),
      ...(verdicts.get(item.guid) as Verdict),
      ...{ id: item.id, guid: item.guid, sourceId, unitId },
    })),
    skipDuplicates: true,
  })
  await insertMedia(tx, fresh)
}

async function insertMedia(tx: Tx, items: readonly (ParsedItem & { id: string })[]): Promise<void> {
  // An item that another reading wrote meanwhile has its own row, and this one none.
  const written = await tx.relayItem.findMany({
    where: { id: { in: items.map(item => item.id) } },
    select: { id: true },
  })
  const ids = new Set(written.map(row => row.id))
  await tx.relayMedia.createMany({
    data: items
      .filter(item => ids.has(item.id))
      .flatMap(item => item.media.map(media => ({ ...media, id: newId(), itemId: item.id }))),
    skipDuplicates: true,
  })
}

async function updateChanged(tx: Tx, row: Existing, item: ParsedItem, defaults: Defaults): Promise<void> {
  const taken = row.state === 'taken'
  const back = row.withdrawnAt && row.state === 'dismissed'
  await tx.relayItem.update({
    where: { id: row.id },
    data: {
      ...columns(item, defaults),
      ...{ withdrawnAt: null, updatedAt: new Date() },
      ...(taken ? { changedAt: new Date() } : {}),
      ...(back ? { state: 'new' } : {}),
    },
  })
  await insertMedia(tx, [{ ...item, id: row.id }])
  if (taken && row.assetId) await tellOfChange(tx, row.id, row.assetId)
}

function columns(item: ParsedItem, defaults: Defaults) {
  const { url, title, summary, html, author, publishedAt, embargoUntil, rights } = item
  return {
    ...{ url, title, summary, html, author, publishedAt, embargoUntil },
    canonicalUrl: canonicalUrl(url),
    contentHash: contentHash(item),
    givenHash: givenHash(item, defaults),
    language: item.language ?? defaults.language,
    credit: item.credit || defaults.credit,
    rightsStatement: rights.statement ?? defaults.rightsStatement,
    rightsHolder: rights.holder ?? defaults.rightsHolder,
    // A paper of ours covers what it was signed for, not a licence that the item brings itself.
    rightsGrant: rights.statement && rights.statement !== defaults.rightsStatement ? null : defaults.rightsGrant,
    usageTerms: rights.usageTerms ?? defaults.usageTerms,
    rightsNotice: rights.notice,
    topic: defaults.topic,
  } satisfies Partial<Prisma.RelayItemCreateManyInput>
}

/** Of all that was given, so that an embargo that moves is a change as a new title is; and, after the point, of what was said of the source. */
function givenHash(item: ParsedItem, defaults: Defaults): string {
  const said = Object.keys(noDefaults).map(key => defaults[key as keyof Defaults])
  const { url, title, summary, html, author, publishedAt, language, credit, rights, embargoUntil, media } = item
  const given = [url, title, summary, html, author, publishedAt, language, credit, rights, embargoUntil, media]
  return `${hash(given)}.${hash(said)}`
}

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** What was taken is changed by its source alone: what the hub's people say of the source afterwards is no news of the item. */
function isChanged(row: Existing, item: ParsedItem, defaults: Defaults): boolean {
  const now = givenHash(item, defaults)
  return row.state === 'taken' ? row.givenHash.split('.')[0] !== now.split('.')[0] : row.givenHash !== now
}
