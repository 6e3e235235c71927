import type pg from 'pg'
import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import { Prisma } from '#server/platform/db'

/**
 * The reference of `tiers-over-naive`, what a textbook does: `unaccent`, every word, exact counts, ts_rank, the facets of all hits. Same
 * items, same permission; no pairs, tiers, synonyms, marks or caps.
 */
export async function makeNaive(owner: pg.Client): Promise<void> {
  await owner.query(`
    create extension if not exists unaccent;
    create table naive_doc as
      select a.id as asset_id, to_tsvector('simple', unaccent(a.title)) || to_tsvector('simple', unaccent(
        array_to_string(a.tags, ' ') || ' ' || a.description || ' ' || a.alt_text || ' ' || coalesce(d.body_c, ''))) as tsv
      from asset a join search_doc d on d.asset_id = a.id;
    alter table naive_doc add primary key (asset_id);
    create index naive_doc_tsv on naive_doc using gin (tsv);
    analyze naive_doc`)
}

/** A page of forty with its total and the five facets of `ours`. */
export async function askNaive(client: pg.ClientBase, actor: Actor, q: string): Promise<void> {
  const { sql, values } = naiveSql(actor, q)
  await client.query(toPostgres(sql), values)
}

function naiveSql(actor: Actor, q: string): Prisma.Sql {
  const facet = (value: string) =>
    Prisma.raw(`(select json_agg(f) from (
    select value, count(*) from (select ${value} as value from hit) as v where value is not null group by value order by count(*) desc limit 100) as f)`)
  return Prisma.sql`
    with hit as materialized (
      select a.id, a.date, a.kind, a.unit_id, a.topics, a.places, f.purposes,
        ts_rank(n.tsv, plainto_tsquery('simple', unaccent(${q}))) as rank
      from naive_doc n join asset a on a.id = n.asset_id left join search_fact f on f.asset_id = a.id
      where n.tsv @@ plainto_tsquery('simple', unaccent(${q})) and ${visibleSql(actor, 'a')})
    select (select count(*) from hit) as total,
      (select json_agg(h) from (select id from hit order by rank desc, date desc, id desc limit 41) as h) as hits,
      ${facet('kind')} as kind, ${facet('unit_id')} as unit, ${facet('unnest(topics)')} as topic,
      ${facet('unnest(places)')} as place, ${facet('unnest(purposes)')} as rights`
}

/** `Prisma.sql` marks values by `?` in `sql`; the driver wants them numbered. */
const toPostgres = (sql: string): string => {
  let number = 0
  return sql.replaceAll('?', () => `$${++number}`)
}
