import type { z } from 'zod'
import type { ChannelText, ChannelTexts, editsChange } from '#contracts/desk'
import type { Caller } from '#server/access/caller'
import { sanitizeArticle } from '#server/articles/sanitize-article'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Prisma, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { readTexts } from './channel-desk.ts'
import { type ItemRow, loadItems } from './load-items.ts'
import { lockNomination, type NominationRow } from './lock-nomination.ts'
import { noteEntry } from './note-entry.ts'
import { noFirst, reopenNomination } from './reopen-nomination.ts'

type Change = z.output<typeof editsChange>

/**
 * Writes texts for the channel; the originals stay. What was approved asks for approval again: what waits is dropped, what is live stays
 * until then. Throws `nomination-changed` where somebody was faster, `not-found` for an item that is not in the package.
 */
export async function editTexts(db: Db, caller: Caller, id: string, change: Change): Promise<void> {
  await transaction(db, async tx => {
    const row = await lockNomination(tx, caller.actor, id, 'nomination.edit')
    if (row.revision !== change.seen) throw new ProblemError('nomination-changed')
    await writeTexts(tx, caller, row, change.items)
    if (!change.siblings) return
    const others = await tx.nomination.findMany({
      where: { packageId: row.packageId, state: 'open', id: { not: id } },
      select: { id: true },
      orderBy: { id: 'asc' },
    })
    for (const other of others) {
      const sibling = await lockNomination(tx, caller.actor, other.id, 'nomination.edit')
      if (sibling.state === 'open') await writeTexts(tx, caller, sibling, change.items)
    }
  })
}

async function writeTexts(tx: Tx, caller: Caller, row: NominationRow, changes: Change['items']): Promise<void> {
  const items = (await loadItems(tx, caller.actor, [row.id])).get(row.id) ?? []
  const before = readTexts(row.texts)
  const texts = { ...before }
  for (const { asset, texts: said } of changes) {
    const item = items.find(each => each.id === asset && each.readable)
    if (!item) throw new ProblemError('not-found')
    const kept = { vi: clean(said.vi, item), en: clean(said.en, item) }
    if (kept.vi || kept.en) texts[asset] = kept
    else delete texts[asset]
  }
  if (JSON.stringify(texts) === JSON.stringify(before)) return
  if (row.state === 'approved') await reopenNomination(tx, row, caller.actor, { kind: 'reopened' })
  await tx.nomination.update({
    where: { id: row.id },
    data: { texts: texts as unknown as Prisma.InputJsonObject, revision: { increment: 1 }, ...noFirst },
  })
  await noteEntry(tx, row.id, caller.actor, { kind: 'edited', facts: { items: changes.length } })
  await record(tx, caller, {
    ...{ act: 'nomination.edit', subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
    before: { nomination: row.id, texts: withoutBodies(before) },
    after: { nomination: row.id, texts: withoutBodies(texts) },
  })
  await signal(tx, 'a', row.assetId)
}

/** The audit keeps what was said, not whole articles. */
const withoutBodies = (texts: Record<string, ChannelTexts>) =>
  Object.fromEntries(
    Object.entries(texts).map(([id, { vi, en }]) => [
      id,
      { vi: vi && { ...vi, body: null }, en: en && { ...en, body: null } },
    ]),
  )

/** Only an article has a body; a language without a word is none. */
function clean(text: ChannelTexts['vi'], item: ItemRow): ChannelText | null {
  if (!text) return null
  const body = item.kind === 'article' && text.body ? sanitizeArticle(text.body) : null
  const filled = (value: string | null) => (value?.trim() ? value : null)
  const kept = {
    headline: filled(text.headline),
    summary: filled(text.summary),
    caption: filled(text.caption),
    altText: filled(text.altText),
    body: filled(body),
  }
  return Object.values(kept).some(Boolean) ? kept : null
}
