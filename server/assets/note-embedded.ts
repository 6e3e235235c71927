import type { Actor } from '#server/access/actor'
import type { Tx } from '#server/platform/db'
import { visibleSql } from './visible-sql.ts'

const tag = /<[^>]*>/g
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gi
// An article is a mebibyte at most; more than this is a list, not a text.
const most = 500

/** The ids that stand in the tags of an article's HTML (a link to an item's page, a picture's address), each once, lower case. Pure. */
export function embeddedIds(html: string): string[] {
  const inTags = (html.match(tag) ?? []).join(' ')
  return [...new Set((inTags.match(uuid) ?? []).map(id => id.toLowerCase()))].slice(0, most)
}

/**
 * Writes down in `asset_use`, in the caller's transaction, which assets the newest text of an article shows or links to; what an
 * earlier text named is let go. Only what the writer may read counts: nobody keeps another's item out of the trash by knowing its id.
 * The share lock keeps each out of the trash until the use stands, as a board's does.
 */
export async function noteEmbedded(tx: Tx, actor: Actor, articleId: string, html: string): Promise<void> {
  const wanted = embeddedIds(html).filter(id => id !== articleId)
  await tx.assetUse.deleteMany({ where: { kind: 'article', ref: articleId, assetId: { notIn: wanted } } })
  if (wanted.length === 0) return
  const found = await tx.$queryRaw<{ id: string }[]>`
    select a.id from asset a where a.id = any(${wanted}::uuid[]) and ${visibleSql(actor, 'a')}
    order by a.id for share of a`
  const data = found.map(({ id }) => ({ assetId: id, kind: 'article', ref: articleId }))
  await tx.assetUse.createMany({ data, skipDuplicates: true })
}
