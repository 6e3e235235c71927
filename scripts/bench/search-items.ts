import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { type Corpus, type Draw, draw, text } from './search-corpus.ts'

type Known = { units: string[]; topics: string[]; places: string[]; audiences: string[]; pillars: string[] }
type Cell = string | number | boolean | null | readonly string[]
type Rows = Record<'asset' | 'asset_version' | 'stored_object' | 'object_text', Cell[][]>

const columns: Record<keyof Rows, string> = {
  stored_object: 'id, key, sha256, size, content_type, width, height, duration_ms, colours',
  asset: `id, unit_id, kind, file, visibility, title, description, creator, date, language, tags, topics, places, audiences, pillars,
    rights_statement, rights_grant, rights_from, rights_until, personal_data, embargo_until, uploaded_by`,
  asset_version: 'id, asset_id, number, object_id, file_name, html, created_by',
  object_text: 'object_id, page, text',
}
const batch = 5_000
const kinds = [...Array<string>(12).fill('image'), 'video', 'video', 'video', 'audio', 'article', 'article', 'document']
const visibilities = ['public', 'public', 'public', 'hub', 'hub', 'hub', 'unit', 'unit', 'partners', 'draft'] as const
const statements = [
  'https://creativecommons.org/licenses/by/4.0/',
  'https://creativecommons.org/licenses/by-nc/4.0/',
  'http://rightsstatements.org/vocab/InC/1.0/',
  'http://rightsstatements.org/vocab/CNE/1.0/',
]
const types: Record<string, string> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  document: 'application/pdf',
}

/**
 * Puts `count` items as uploads leave them into the tables by COPY, as the owner and without triggers: what is measured is not this.
 * They are not indexed. The same items at every run but for their ids.
 */
export async function loadItems(client: pg.Client, corpus: Corpus, count: number): Promise<void> {
  const known = await readKnown(client)
  const random = draw(count)
  await client.query(`set session_replication_role = replica; set synchronous_commit = off`)
  for (let done = 0; done < count; done += batch) {
    const rows: Rows = { stored_object: [], asset: [], asset_version: [], object_text: [] }
    for (let i = done; i < Math.min(count, done + batch); i++) addItem(rows, corpus, known, random, i)
    for (const table of Object.keys(rows) as (keyof Rows)[]) await copy(client, table, rows[table])
  }
  await client.query('set session_replication_role = default')
  await client.query('vacuum analyze')
}

async function readKnown(client: pg.Client): Promise<Known> {
  const { rows } = await client.query<Record<keyof Known, string[]>>(`
    select (select array_agg(id::text order by code) from unit) as units,
      array_agg(code order by code) filter (where scheme = 'topic') as topics,
      array_agg(code order by code) filter (where scheme = 'place') as places,
      array_agg(code order by code) filter (where scheme = 'audience') as audiences,
      array_agg(code order by code) filter (where scheme = 'pillar') as pillars
    from term`)
  return rows[0]!
}

function addItem(rows: Rows, corpus: Corpus, known: Known, random: Draw, index: number): void {
  const kind = random.pick(kinds)
  const ids = { asset: orderedId(index), version: randomUUID(), object: kind === 'article' ? null : randomUUID() }
  const said = (parts: number) => text(corpus, random, parts)
  rows.asset.push([ids.asset, ...assetCells(kind, corpus, known, random)])
  const html = kind === 'article' ? `<p>${said(120)}</p><p>${said(80)}</p>` : null
  const fileName = html ? null : `DSC_${String(index).padStart(7, '0')}`
  rows.asset_version.push([ids.version, ids.asset, 1, ids.object, fileName, html, ids.version])
  if (!ids.object) return
  const [width, height] = random.pick([
    [6000, 4000],
    [4000, 6000],
    [1920, 1080],
    [3000, 3000],
  ] as const)
  const seen = kind === 'image' || kind === 'video'
  const milliseconds = kind === 'video' || kind === 'audio' ? 5_000 + random.below(3_000_000) : null
  const size = 500_000 + random.below(20_000_000)
  const colours = seen ? [random.pick(['#c0392b', '#27ae60', '#2980b9', '#f1c40f', '#8e44ad']), '#dddddd'] : []
  const object = [ids.object, `objects/00/${ids.object}`, ids.object, size, types[kind]!, seen ? width : null]
  rows.stored_object.push([...object, seen ? height : null, milliseconds, colours])
  if (kind === 'document') rows.object_text.push([ids.object, 1, said(200)])
}

function assetCells(kind: string, corpus: Corpus, known: Known, random: Draw): Cell[] {
  const said = (parts: number) => text(corpus, random, parts)
  const some = <T>(from: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: 1 + random.below(most) }, () => random.zipf(from))),
  ]
  const rare = <T>(one: number, value: () => T): T | null => (random.below(one) === 0 ? value() : null)
  const day = new Date(Date.UTC(2012, 0, 1) + random.below(5_000) * 86_400_000).toISOString().slice(0, 10)
  const statement = rare(2, () => random.zipf(statements))
  return [
    random.zipf(known.units),
    kind,
    'ready',
    random.pick(visibilities),
    said(3 + random.below(5)),
    said(8 + random.below(16)),
    said(1),
    day,
    random.below(12) === 0 ? 'en' : 'vi',
    some(corpus.phrases, 4),
    some(known.topics, 2),
    some(known.places, 2),
    rare(3, () => some(known.audiences, 2)) ?? [],
    rare(2, () => some(known.pillars, 1)) ?? [],
    statement,
    statement?.includes('InC') ? 'Văn bản cho phép số 12' : null,
    statement ? rare(3, () => '2019-01-01') : null,
    statement ? rare(20, () => random.pick(['2021-12-31', '2099-12-31'])) : null,
    random.below(10) === 0,
    rare(50, () => random.pick(['2020-01-01', '2099-01-01'])),
    '00000000-0000-4000-8000-000000000001',
  ]
}

/** A UUIDv7 (RFC 9562 §5.7) of a made-up time, one second an item. */
function orderedId(index: number): string {
  const time = (Date.UTC(2024, 0, 1) + index * 1_000).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

async function copy(client: pg.Client, table: keyof Rows, rows: readonly Cell[][]): Promise<void> {
  const stream = client.query(from(`copy ${table} (${columns[table]}) from stdin`))
  await pipeline(Readable.from(rows.map(row => `${row.map(cell).join('\t')}\n`)), stream)
}

/** As COPY's text format has it (Postgres, "File Formats"). */
function cell(value: Cell): string {
  if (value === null) return '\\N'
  if (typeof value === 'object') return escaped(`{${value.map(each => JSON.stringify(each)).join(',')}}`)
  return escaped(String(value))
}

const escaped = (value: string): string =>
  value.replace(/[\\\t\n\r]/g, sign => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[sign] ?? '\\r')
