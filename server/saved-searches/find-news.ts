import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import { systemClock } from '#server/platform/clock'
import { Prisma, type Tx } from '#server/platform/db'
import { fromMatching } from '#server/search/candidate-sql'
import type { IndexQuery } from '#server/search/search-index'
import { synonymCache } from '#server/search/synonym-cache'
import { matchOf } from './match-of.ts'

// How old it is goes by the machine's time, whatever the hub takes the hour for.
const standing = synonymCache(systemClock)

/** Looking: what came after `since` is news; only what changed after `after` is looked at. */
export type Looking = { id: string; since: Date; after: Date; query: IndexQuery; meant: string | null }
export type News = { id: string; at: Date }

/**
 * What is new for a saved search and was not told, with when it came to be so, the newest first. New is what was taken in after
 * `since`, and what its owner could not see before: opened to more people, moved to a unit of the owner's, out of an embargo, a right
 * that began. Everything is asked under the owner's rights of this moment, of Postgres whatever engine answers searches, and taken
 * narrowly: every word, in its own or other words, but no beginnings of words and no guesses.
 */
export async function findNews(tx: Tx, looking: Looking): Promise<News[]> {
  const { id, since, after, query, meant } = looking
  const match = matchOf(query.q, meant, await standing.read(tx))
  if (!match) return []
  return tx.$queryRaw<News[]>`
    with changed as materialized (${changedSql(after)}),
    matched as materialized (
      select a.id ${fromMatching(match, query, { among: Prisma.sql`in (select id from changed)` })}
        and (a.created_at > ${since} or ${openedSql(query.actor, since)})
        and not exists (select from saved_search_told t where t.saved_search_id = ${id}::uuid and t.asset_id = a.id))
    select m.id, c.at from matched m join changed c using (id) order by c.at desc, m.id desc`
}

/** Whether anything changed after an instant, by a write or by the clock: a look that finds nothing costs four index scans. */
export async function anythingChanged(tx: Tx, after: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ changed: boolean }[]>`
    select exists (select from (${changedSql(after)}) as c) as changed`
  return row?.changed ?? false
}

const changedSql = (after: Date) => Prisma.sql`
  select id, max(at) as at from (
    select asset_id as id, indexed_at as at from search_doc where indexed_at > ${after}
    union all select asset_id, opened_at from asset_opened where opened_at > ${after}
    union all select id, embargo_until from asset where embargo_until > ${after} and embargo_until <= now()
    union all select id, rights_start(rights_from) from asset
      where rights_from >= ${after}::date - 2 and rights_start(rights_from) > ${after} and rights_start(rights_from) <= now()
  ) as each group by id`

/** `asset a` came to be seen by the actor after `since`: under one of its former states they could not see it. */
function openedSql(actor: Actor, since: Date): Prisma.Sql {
  const endless = Prisma.sql`'infinity'::timestamptz`
  const far = Prisma.sql`date '9999-12-31'`
  return Prisma.sql`exists (
    select from (
      select o.visibility, o.unit_id, case when o.embargoed then ${endless} end as embargo_until,
        case when o.begins then ${far} end as rights_from
      from asset_opened o where o.asset_id = a.id and o.opened_at > ${since}
      union all select a.visibility, a.unit_id, ${endless}, a.rights_from where a.embargo_until > ${since} and a.embargo_until <= now()
      union all select a.visibility, a.unit_id, null, ${far}
        where rights_start(a.rights_from) > ${since} and rights_start(a.rights_from) <= now()
    ) as former
    cross join lateral (select former.*, a.life, a.uploaded_by, a.rights_until, a.consent_withdrawn_at) as was
    where not ${visibleSql(actor, 'was')})`
}
