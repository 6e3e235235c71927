import type { AssetKind } from '#contracts/values'
import { type RightsRow, rightsFacts } from '#server/assets/rights-view'
import type { Tx } from '#server/platform/db'
import { machineMark, pageMark } from './page-marks.ts'
import { plainText } from './plain-text.ts'
import { type Names, readNames } from './read-names.ts'
import { type FactRow, searchFacts } from './search-facts.ts'
import type { SearchDocument } from './search-index.ts'

// The vector holds about this much of the densest text; more would be read to be thrown away.
const mostBody = 2_000_000

type Row = {
  assetId: string
  kind: AssetKind
  title: string
  description: string
  altText: string
  creator: string
  credit: string
  tags: string[]
  unitId: string
  topics: string[]
  pillars: string[]
  themes: string[]
  places: string[]
  fileName: string | null
  html: string | null
  text: string | null
  spoken: string | null
} & Omit<FactRow, 'rights'> &
  Omit<RightsRow, keyof typeof undated>

/** As `readSearchDocuments` for one; null where the asset is gone or in the trash. */
export async function readSearchDocument(tx: Tx, assetId: string): Promise<SearchDocument | null> {
  const [document] = await readSearchDocuments(tx, [assetId])
  return document ?? null
}

/**
 * Everything of assets that search looks at: their words, the names of their topics, pillars, themes and places in both languages, every
 * name that their units and places, their predecessors and successors ever had, the newest version's text, what is filtered by. Locks
 * the assets' rows until the transaction ends, so that two jobs for one asset index one after the other. What is gone or in the trash is
 * left out.
 */
export async function readSearchDocuments(tx: Tx, assetIds: readonly string[]): Promise<SearchDocument[]> {
  // First the locks, then the reading: a statement sees what was committed when it began, and the wait may have been long.
  await tx.$queryRaw`select id from asset where id = any(${[...assetIds]}::uuid[]) order by id for no key update`
  const rows = await readRows(tx, assetIds)
  const names = await readNames(tx, rows)
  return rows.map(row => documentOf(row, names))
}

function readRows(tx: Tx, assetIds: readonly string[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    select a.id as "assetId", a.kind, a.title, a.description, a.alt_text as "altText", a.creator, a.credit, a.tags,
      a.unit_id as "unitId", a.topics, a.pillars, a.themes, a.places,
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
    where a.id = any(${[...assetIds]}::uuid[]) and a.life = 'active'`
}

// What changes by the clock is asked at each search.
const undated = {
  ...{ rightsFrom: null, rightsUntil: null, embargoUntil: null },
  ...{ consentNote: null, consentFile: null, consentScope: null, consentWithdrawnAt: null },
}

function documentOf(row: Row, { aliasesOf, namesOfUnit }: Names): SearchDocument {
  const { assetId, kind, title, description, tags, altText, creator, credit, fileName } = row
  const [aliases, unitNames] = [aliasesOf(row), namesOfUnit(row.unitId)]
  const written = row.html ? plainText(row.html).replaceAll(pageMark, ' ').replaceAll(machineMark, ' ') : ''
  const body = [written, row.text ?? '', row.spoken ?? ''].filter(Boolean).join('\n')
  const names = [...new Set([creator, credit, ...unitNames, fileName ?? ''])].filter(Boolean)
  const facts = searchFacts({ ...row, rights: rightsFacts({ ...row, ...undated }).rights })
  return { assetId, kind, title, description, tags, aliases, caption: altText, body, names, facts }
}
