import type { Db } from '#server/platform/db'
import type { Contents } from './contents.ts'
import type { DeliveryFacts, FactsMedia, NamedTerm } from './delivery-facts.ts'
import { mediaToSend } from './media-to-send.ts'
import { worded } from './worded.ts'

export type ItemFacts = Pick<DeliveryFacts, 'asset' | 'terms' | 'media' | 'source' | 'translations'>

export type ItemRow = Omit<DeliveryFacts['asset'], 'rights' | 'caption'> & {
  rightsStatement: string | null
  rightsHolder: string | null
  usageTerms: string | null
  topics: string[]
  places: string[]
  audiences: string[]
  files: Omit<FactsMedia, 'required'>[]
  named: (NamedTerm & { scheme: string })[]
  source: ItemFacts['source'] | null
}

/** An asset as it was read (readItems), in the words approved for the channel. Throws MissingRendition. */
export function itemFacts(row: ItemRow, contents: Contents | null): ItemFacts {
  if (!row.source) throw new Error(`the unit of asset ${row.id} has no name`)
  const { id, kind, creator, tags, credit, createdAt, updatedAt, date } = row
  const { title, description, language, altText, html, relay } = row
  const { main, translations } = worded({ language, title, description, caption: '', altText, html }, id, contents)
  return {
    asset: {
      ...{ id, kind, creator, tags, credit, createdAt, updatedAt, date, ...main, ...(relay ? { relay } : {}) },
      rights: { statement: row.rightsStatement, holder: row.rightsHolder, usageTerms: row.usageTerms },
    },
    terms: {
      topics: namedTerms(row, 'topic', row.topics),
      places: namedTerms(row, 'place', row.places),
      audiences: namedTerms(row, 'audience', row.audiences),
    },
    media: mediaToSend(kind, row.files),
    source: row.source,
    translations,
  }
}

/**
 * Assets as they stand now, by their ids: each with its newest version's files (the original, then renditions by recipe), its terms, its
 * unit's name by the item's date and the hub's contact, in one question.
 */
export async function readItems(db: Db, assetIds: readonly string[]): Promise<Map<string, ItemRow>> {
  const rows = await db.$queryRaw<ItemRow[]>`
    select a.id, a.kind, a.title, a.description, a.creator, a.date::text as date, a.language, a.tags, a.credit, a.alt_text as "altText",
      a.rights_statement as "rightsStatement", a.rights_holder as "rightsHolder", a.usage_terms as "usageTerms",
      a.topics, a.places, a.audiences, a.created_at as "createdAt", a.updated_at as "updatedAt", v.html,
      (select jsonb_build_object('source', r.source, 'url', r.url) from asset_relay r where r.asset_id = a.id) as relay,
      coalesce((select jsonb_agg(jsonb_build_object('rendition', f.name, 'sha256', f.sha256, 'size', f.size,
          'contentType', f.content_type, 'width', f.width, 'height', f.height, 'durationMs', f.duration_ms) order by f.recipe nulls first)
        from (
          select 'original' as name, null::int as recipe, sha256, size, content_type, width, height, duration_ms
          from stored_object where id = v.object_id
          union all
          -- What people chose for this asset alone (shown-renditions.ts) comes last, and so counts.
          select split_part(name, '.', 1), case when position('.' in name) > 0 then 1000000 else recipe end, sha256, size,
            content_type, width, height, duration_ms
          from rendition where object_id = v.object_id and split_part(name, '.', 2) in ('', a.id::text)
        ) f), '[]') as files,
      coalesce((select jsonb_agg(jsonb_build_object('scheme', t.scheme, 'code', t.code, 'name', t.name_vi, 'uri', t.uri))
        from term t where (t.scheme = 'topic' and t.code = any(a.topics)) or (t.scheme = 'place' and t.code = any(a.places))
          or (t.scheme = 'audience' and t.code = any(a.audiences))), '[]') as named,
      (select jsonb_build_object('unit', u.code, 'name', n.name, 'contact',
          coalesce((select value #>> '{}' from setting where key = 'contact' and jsonb_typeof(value) = 'string'), ''))
        from unit u join unit_name n on n.id = unit_name_at(u.id, a.date)
        where u.id = coalesce(unit_at(a.unit_id, a.date), a.unit_id)) as source
    from asset a
    left join lateral (
      select html, object_id from asset_version where asset_id = a.id order by number desc limit 1
    ) v on true
    where a.id = any(${[...new Set(assetIds)]}::uuid[])`
  return new Map(rows.map(row => [row.id, row]))
}

/** In the order of the codes; a code without a term stands for itself. */
function namedTerms({ named }: ItemRow, scheme: string, codes: readonly string[]): NamedTerm[] {
  return codes.map(code => {
    const term = named.find(each => each.scheme === scheme && each.code === code)
    return { code, name: term?.name ?? code, uri: term?.uri ?? null }
  })
}
