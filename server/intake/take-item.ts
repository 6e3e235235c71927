import type { RelayTake } from '#contracts/intake-item'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { createAsset } from '#server/assets/create-asset'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { escapeHtml } from '#server/platform/escape-html'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { curatingUnitId } from '#server/units/curating-unit'
import { requireRelayItem } from './relay-view.ts'

type ItemRow = NonNullable<Awaited<ReturnType<Tx['relayItem']['findUnique']>>>

/**
 * Takes an item in: an article of the unit with the relay mark, with credit, embargo and rights as given; unknown rights stay unknown,
 * and clearance stops it until somebody finds out. The media that the person chose are fetched by jobs. Once: a second taking throws
 * `already-decided`. Throws `not-found`, `own-item`, and what a new asset may throw.
 */
export async function takeItem(db: Db, caller: Caller, id: string, wish: RelayTake): Promise<void> {
  await transaction(db, async tx => {
    const item = await lockItem(tx, caller, id)
    if (item.state === 'own') throw new ProblemError('own-item', { extension: { asset: item.ownAssetId } })
    if (item.state === 'taken' || item.withdrawnAt) throw new ProblemError('already-decided')
    const { assetId, unitId } = await writeArticle(tx, caller, item, wish)
    const decided = { decidedBy: personOf(caller), decidedAt: new Date() }
    await tx.relayItem.update({ where: { id }, data: { state: 'taken', assetId, ...decided, updatedAt: new Date() } })
    const wanted = await tx.relayMedia.findMany({
      where: { itemId: id, id: { in: wish.media }, state: { not: 'taken' } },
    })
    for (const { id: mediaId } of wanted) {
      const asked = { state: 'fetching', problem: null, requestedBy: decided.decidedBy }
      await tx.relayMedia.update({ where: { id: mediaId }, data: asked })
      await enqueue(tx, 'intake.media', { mediaId }, { key: `intake-media:${mediaId}` })
    }
    const after = { title: wish.title ?? item.title, url: item.url, asset: assetId, media: wanted.length }
    await record(tx, caller, { act: 'relay.take', subjectKind: 'relay-item', subjectId: id, unitId, after })
  })
}

/** Puts an item aside: nobody takes it in. Throws `not-found`, and `already-decided` where it was taken. */
export async function dismissItem(db: Db, caller: Caller, id: string): Promise<void> {
  await decide(db, caller, id, 'dismissed', ['new', 'duplicate', 'dismissed'], 'relay.dismiss')
}

/** Back into the inbox, also what the hub took for a duplicate. Throws `not-found`, `already-decided`. */
export async function restoreItem(db: Db, caller: Caller, id: string): Promise<void> {
  await decide(db, caller, id, 'new', ['dismissed', 'duplicate', 'new'], 'relay.restore')
}

async function decide(db: Db, caller: Caller, id: string, state: string, from: readonly string[], act: string) {
  await transaction(db, async tx => {
    const item = await lockItem(tx, caller, id)
    if (item.state === state) return
    if (!from.includes(item.state) || (state === 'new' && item.withdrawnAt)) throw new ProblemError('already-decided')
    const decided = { decidedBy: personOf(caller), decidedAt: new Date(), updatedAt: new Date() }
    await tx.relayItem.update({ where: { id }, data: { state, ...decided } })
    await record(tx, caller, { act, subjectKind: 'relay-item', subjectId: id, unitId: item.unitId })
  })
}

async function lockItem(tx: Tx, caller: Caller, id: string): Promise<ItemRow> {
  await requireRelayItem(tx, caller.actor, id)
  await tx.$queryRaw`select id from relay_item where id = ${id}::uuid for update`
  return (await tx.relayItem.findUnique({ where: { id } }))!
}

function personOf({ actor }: Caller): string {
  requirePerson(actor)
  return actor.id
}

async function writeArticle(tx: Tx, caller: Caller, item: ItemRow, wish: RelayTake) {
  const title = wish.title ?? item.title
  const summary = wish.summary ?? item.summary
  const { assetId, unitId } = await createAsset(tx, caller, {
    kind: 'article',
    file: 'ready',
    metadata: {
      ...(await sharedMetadata(tx, caller, item, wish.unit)),
      ...{ title, description: summary, creator: item.author || (await sourceName(tx, item)) },
    },
    content: { html: item.html || `<p>${escapeHtml(summary || title)}</p>` },
    act: 'article.create',
  })
  await markRelay(tx, assetId, item)
  await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
  return { assetId, unitId }
}

/** What an item says for its text and its media alike, as metadata; the unit is the inbox's where the person may upload for it. */
export async function sharedMetadata(tx: Tx, caller: Caller, item: ItemRow, wanted: string | undefined) {
  const curating = await curatingUnitId(tx)
  const own = can(caller.actor, { act: 'asset.upload', unitId: item.unitId, curatingUnitId: curating })
  const unit = wanted ?? (own ? item.unitId : undefined)
  return {
    language: item.language as 'vi',
    credit: item.credit || (await sourceName(tx, item)),
    topics: item.topic ? [item.topic] : [],
    visibility: 'unit' as const,
    ...(item.publishedAt ? { date: dayInVietnam(item.publishedAt) } : {}),
    ...(item.embargoUntil ? { embargoUntil: item.embargoUntil.toISOString() } : {}),
    ...(unit ? { unit } : {}),
    ...(item.rightsStatement
      ? {
          rights: {
            statement: item.rightsStatement,
            ...(item.rightsHolder ? { holder: item.rightsHolder } : {}),
            ...(item.rightsGrant ? { grant: item.rightsGrant } : {}),
            ...(item.usageTerms ? { usageTerms: item.usageTerms } : {}),
          },
        }
      : {}),
  }
}

/** Writes the relay mark: from whom, where it stands there, and what it says of its rights where no licence is known. */
export async function markRelay(tx: Tx, assetId: string, item: ItemRow): Promise<void> {
  const notice = [item.usageTerms, item.rightsNotice, item.rightsHolder && `© ${item.rightsHolder}`].filter(Boolean)
  await tx.assetRelay.create({
    data: {
      assetId,
      source: item.credit || (await sourceName(tx, item)),
      url: item.url,
      notice: item.rightsStatement ? item.rightsNotice : [...new Set(notice)].join('. ') || null,
    },
  })
}

async function sourceName(tx: Tx, item: ItemRow): Promise<string> {
  const source = item.sourceId ? await tx.relaySource.findUnique({ where: { id: item.sourceId } }) : null
  return source?.name ?? (item.url ? new URL(item.url).hostname.replace(/^www\./, '') : '')
}

/** The calendar date in Asia/Ho_Chi_Minh. */
function dayInVietnam(at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(at)
}
