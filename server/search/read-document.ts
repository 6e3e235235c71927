import type { AssetKind } from '#contracts/values'
import { type RightsRow, rightsFacts } from '#server/assets/rights-view'
import type { Tx } from '#server/platform/db'
import { machineMark, pageMark } from './page-marks.ts'
import { plainText } from './plain-text.ts'
import { type FactRow, searchFacts } from './search-facts.ts'
import type { SearchDocument } from './search-index.ts'

// The vector holds about this much of the densest text; more would be read to be thrown away.
const mostBody = 2_000_000

type Row = {
  assetId: string
  kind: AssetKind
  life: string
  title: string
  description: string
  altText: string
  creator: string
  credit: string
  tags: string[]
  aliases: string[]
  unitNames: string[]
  fileName: string | null
  html: string | null
  text: string | null
  spoken: string | null
} & Omit<FactRow, 'rights'> &
  Omit<RightsRow, keyof typeof undated>

/**
 * Everything of an asset that search looks at, in one statement: its words, the names of its topics, pillars, themes and places in both
 * languages, every name that its unit and its places, their predecessors and successors ever had, the newest version's text, what is
 * filtered by. Locks the asset's row until the transaction ends, so that two jobs for one asset index one after the other. Null where the
 * asset is gone or in the trash.
 */
export async function readSearchDocument(tx: Tx, assetId: string): Promise<SearchDocument | null> {
  // First the lock, then the reading: a statement sees what was committed when it began, and the wait may have been long.
  await tx.$queryRaw`select id from asset where id = ${assetId}::uuid for no key update`
  const [row] = await tx.$queryRaw<Row[]>`
    select a.id as "assetId", a.kind, a.life, a.title, a.description, a.alt_text as "altText", a.creator, a.credit, a.tags,
      (select coalesce(array_agg(said order by t.scheme, t.code, said), '{}')
       from term t cross join lateral (values (t.name_vi), (t.name_en)) as n (said)
       where said is not null
         and (t.scheme = 'topic' and t.code = any(a.topics)
           or t.scheme = 'pillar' and t.code = any(a.pillars)
           or t.scheme = 'theme' and t.code = any(a.themes)
           or t.scheme = 'place' and t.code in (select place_lineage(place) from unnest(a.places) as place))) as aliases,
      (select coalesce(array_agg(distinct said), '{}')
       from unit_name u cross join lateral (values (u.name), (u.short_name), (u.name_en)) as n (said)
       where u.unit_id in (select unit_lineage(a.unit_id)) and said is not null) as "unitNames",
      v.file_name as "fileName", v.html,
      (select left(string_agg(o.gap || o.mark || o.text, '' order by o.page, o.source), ${mostBody}) from (
        select page, source, translate(text, ${pageMark + machineMark}, '  ') as text, case source when 'ocr' then ${machineMark} else '' end as mark,
          repeat(${pageMark}, page - lag(page, 1, 1) over (order by page, source)) as gap
        from object_text
        where object_id = v.object_id and a.file not in ('processing', 'failed')
          and (source = 'file' or exists (
            select from ocr_run r where r.version_id = v.id and (r.state = 'read' or object_text.page < r.next_page)))
      ) as o) as text,
      (select left(string_agg(c.text, e'\n' order by t.language, c.number), ${mostBody})
       from caption_track t join caption_cue c on c.track_id = t.id where t.asset_id = a.id) as spoken,
      exists (select from caption_track t where t.asset_id = a.id) as captioned,
      coalesce(f.size, 0)::float8 as size, o.width, o.height, o.duration_ms as "durationMs", coalesce(o.colours, '{}') as colours,
      a.rights_statement as "rightsStatement", a.rights_holder as "rightsHolder", a.rights_grant as "rightsGrant",
      a.usage_terms as "usageTerms", a.rights_territory as "rightsTerritory", a.rights_media as "rightsMedia",
      a.rights_purposes as "rightsPurposes", a.personal_data as "personalData", a.machine_made as "machineMade"
    from asset a
    left join lateral (
      select id, file_name, html, object_id from asset_version where asset_id = a.id order by number desc limit 1
    ) v on true
    left join stored_object f on f.id = v.object_id
    left join stored_object o on o.id = v.object_id and a.file not in ('processing', 'failed')
    where a.id = ${assetId}::uuid`
  return row && row.life === 'active' ? documentOf(row) : null
}

// What changes by the clock is asked at each search.
const undated = {
  ...{ rightsFrom: null, rightsUntil: null, embargoUntil: null },
  ...{ consentNote: null, consentFile: null, consentScope: null, consentWithdrawnAt: null },
}

function documentOf(row: Row): SearchDocument {
  const { assetId, kind, title, description, tags, aliases, altText, creator, credit, unitNames, fileName } = row
  const written = row.html ? plainText(row.html).replaceAll(pageMark, ' ').replaceAll(machineMark, ' ') : ''
  const body = [written, row.text ?? '', row.spoken ?? ''].filter(Boolean).join('\n')
  const names = [...new Set([creator, credit, ...unitNames, fileName ?? ''])].filter(Boolean)
  const facts = searchFacts({ ...row, rights: rightsFacts({ ...row, ...undated }).rights })
  return { assetId, kind, title, description, tags, aliases, caption: altText, body, names, facts }
}
