import type { NotificationView } from '#contracts/notification'
import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import type { LetterParts } from '#server/notifications/compose-letter'
import type { Db } from '#server/platform/db'
import { writeStopToken } from './unsubscribe-token.ts'

type Hub = { db: Db; publicUrl: string; secret: string }

/**
 * What a letter with news for saved searches has beside its sentences: the items by title, as the reader may see them now, and the ways
 * to stop it. One search: the mail program's own button stops that one; several: all of the person's.
 */
export async function letterParts(
  { db, publicUrl, secret }: Hub,
  actor: Actor & { kind: 'person' },
  news: readonly NotificationView[],
): Promise<LetterParts> {
  const told = news.flatMap(view => (view.kind === 'search-news' ? [view] : []))
  const titles = await titlesOf(db, actor, [...new Set(told.flatMap(view => view.facts.assets))])
  const searches = [...new Set(told.map(view => view.subject.id))]
  const [only] = searches
  const all = writeStopToken({ stops: 'all', id: actor.id }, secret)
  const one = (id: string) => writeStopToken({ stops: 'search', id }, secret)
  const page = (token: string) => `${publicUrl}/ngung-nhan-thu/${token}`
  const button = only && searches.length === 1 ? one(only) : all
  return {
    items: view =>
      view.kind !== 'search-news'
        ? []
        : view.facts.assets.flatMap(id => {
            const title = titles.get(id)
            return title === undefined ? [] : [{ title, link: `${publicUrl}/tu-lieu/${id}` }]
          }),
    stop: view => page(one(view.subject.id)),
    stopAll: page(all),
    oneClick: `${publicUrl}/api/v1/unsubscriptions/${button}`,
  }
}

async function titlesOf(db: Db, actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<{ id: string; title: string }[]>`
    select a.id, a.title from asset a where a.id = any(${[...ids]}::uuid[]) and ${visibleSql(actor, 'a')}`
  return new Map(rows.map(row => [row.id, row.title]))
}
