import type { Edits } from '#contracts/desk'
import type { Actor } from '#server/access/actor'
import type { Db } from '#server/platform/db'
import { desksOf, readTexts } from './channel-desk.ts'
import { type ItemRow, loadItems } from './load-items.ts'
import { findSeen } from './lock-nomination.ts'

const noTexts = { vi: null, en: null }

/** The texts for the channel beside the originals, of the items that the actor may read. Throws `not-found`. */
export async function readEdits(db: Db, actor: Actor, id: string): Promise<Edits> {
  const row = await findSeen(db, actor, id)
  const items = (await loadItems(db, actor, [id], { texts: true })).get(id) ?? []
  const texts = readTexts(row.texts)
  const desk = (await desksOf(db, [row.channelId])).get(row.channelId)!
  return {
    revision: row.revision,
    languages: desk.languages,
    items: items
      .filter(item => item.readable)
      .map(item => ({
        asset: { id: item.id, title: item.title, kind: item.kind },
        role: item.role,
        original: originalOf(item),
        texts: texts[item.id] ?? noTexts,
      })),
  }
}

/** An item in its own words. A picture's caption is its description. */
export function originalOf(item: ItemRow): Edits['items'][number]['original'] {
  const { language, title, description, altText, credit, html } = item
  const caption = item.kind === 'image' || item.kind === 'video' ? description : ''
  return { language, headline: title, summary: description, caption, altText, credit, body: html }
}
