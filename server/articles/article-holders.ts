import { keyAllows } from '#server/access/key-scopes'
import type { HolderReader } from '#server/assets/visible-holders'
import { trashedSql, visibleSql } from '#server/assets/visible-sql'

/** The articles that show an asset or link to it, as far as the actor may read them; one in the trash is found there. */
export const articleHolders: HolderReader = async (tx, actor, refs) => {
  if (!keyAllows(actor, 'read')) return []
  const rows = await tx.$queryRaw<{ id: string; title: string; life: string }[]>`
    select a.id, a.title, a.life from asset a
    where a.id = any(${[...refs]}::uuid[]) and a.kind = 'article' and (${visibleSql(actor, 'a')} or ${trashedSql(actor, 'a')})
    order by a.title collate "vi-x-icu", a.id`
  return rows.map(({ id, title, life }) => ({ title, path: life === 'trashed' ? '/thung-rac' : `/tu-lieu/${id}` }))
}
