import type { SearchHit } from '#contracts/search'
import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import type { Db } from '#server/platform/db'
import { findSpoken, type SpokenHit } from './find-spoken.ts'
import { findAround, highlight } from './highlight.ts'
import { pageMark, pagePlace } from './page-marks.ts'
import type { FoundWords } from './search-index.ts'

const shownBody = 240

type Row = Omit<SearchHit, 'highlight' | 'createdAt' | 'thumbUrl' | 'previewUrl' | 'unit'> & {
  body: string | null
  createdAt: Date
  unitId: string
  unitCode: string
  unitName: string
  unitShortName: string
  renditions: string[]
}

/**
 * The hits with all that a list shows, in one statement and in the order of `ids`. Permission is checked again on the rows as they
 * are now: what was trashed or closed since it was indexed does not leave. What is known of the bytes of an asset that is still
 * processing comes from another that has the same: that does not leave either.
 */
export async function hydrateHits(
  db: Db,
  actor: Actor,
  ids: readonly string[],
  found: FoundWords,
): Promise<SearchHit[]> {
  if (ids.length === 0) return []
  const rows = await readRows(db, actor, ids)
  const spoken = await findSpoken(db, rows, found)
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = byId.get(id)
    return row ? [hitOf(row, found, spoken.get(id))] : []
  })
}

function readRows(db: Db, actor: Actor, ids: readonly string[]): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select a.id, a.kind, a.file, a.visibility, a.title, a.description, a.date::text, a.language, a.creator, a.credit,
      a.rights_statement as "rightsStatement", m.source as relay, a.alt_text as "altText", a.created_at as "createdAt",
      u.id as "unitId", u.code as "unitCode", n.name as "unitName", n.short_name as "unitShortName",
      o.width, o.height, o.duration_ms as "durationMs", o.page_count as "pageCount", f.size::float8 as size, o.thumbhash,
      array(select distinct r.name from rendition r where r.object_id = o.id and r.name in ('thumb', 'preview')) as renditions,
      d.body_c as body
    from asset a
    join unit u on u.id = unit_at(a.unit_id, a.date)
    join unit_name n on n.id = unit_name_at(u.id, a.date)
    left join lateral (select object_id from asset_version where asset_id = a.id order by number desc limit 1) v on true
    left join stored_object f on f.id = v.object_id
    left join stored_object o on o.id = v.object_id and a.file not in ('processing', 'failed')
    left join search_doc d on d.asset_id = a.id
    left join asset_relay m on m.asset_id = a.id
    where a.id = any(${[...ids]}::uuid[]) and ${visibleSql(actor, 'a')}`
}

/** What was indexed before pages had marks tells no page. */
function isPaged({ kind, pageCount }: Pick<Row, 'kind' | 'pageCount'>, body: string | null): boolean {
  return kind === 'document' && (pageCount === 1 || (body ?? '').includes(pageMark))
}

function hitOf(
  { body, createdAt, unitId, unitCode, unitName, unitShortName, renditions, ...row }: Row,
  found: FoundWords,
  spoken: SpokenHit | undefined,
): SearchHit {
  const url = (name: string) => (renditions.includes(name) ? `/api/v1/assets/${row.id}/renditions/${name}` : null)
  const said = spoken ? { captions: { ...spoken, text: highlight(spoken.text, found) } } : {}
  const title = highlight(row.title, found)
  const description = highlight(row.description, found)
  const inside = body ? findAround(body, found, shownBody) : null
  const place = body && inside && row.kind !== 'article' ? pagePlace(body, inside.at) : null
  return {
    ...row,
    unit: { id: unitId, code: unitCode, name: unitName, shortName: unitShortName },
    createdAt: createdAt.toISOString(),
    thumbUrl: url('thumb'),
    previewUrl: url('preview'),
    highlight: {
      ...{ title, description, body: inside?.pieces ?? null },
      ...{ page: place && isPaged(row, body) ? place.page : null, machine: place?.machine ?? false, ...said },
    },
  }
}
