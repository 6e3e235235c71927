import type { Tx } from '#server/platform/db'
import { countLexemes, type LexemeChange, noteLexemes } from './count-lexemes.ts'
import { documentVector } from './document-vector.ts'
import type { PutReport, SearchDocument } from './search-index.ts'
import { markSign } from './tsquery.ts'

/** Writes a document's rows of `search_doc` and `search_fact` and keeps the counts of its words, both in the caller's transaction. */
export async function putDocument(tx: Tx, document: SearchDocument): Promise<PutReport> {
  const [report] = await putDocuments(tx, [document])
  return report!
}

/** As `putDocument` for many, in four statements; an asset stands among them once. Reports in the order of the documents. */
export async function putDocuments(tx: Tx, documents: readonly SearchDocument[]): Promise<PutReport[]> {
  if (documents.length === 0) return []
  const rows = documents.map(document => ({ id: document.assetId, ...documentVector(document) }))
  const before = await indexedLexemes(
    tx,
    rows.map(({ id }) => id),
  )
  await tx.$executeRaw`
    insert into search_doc (asset_id, title_f, title_c, tsv, head, body_c, indexed_at)
    select id, title_f, title_c, tsv::tsvector, head::tsvector, body_c, now()
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ titleF }) => titleF)}::text[],
      ${rows.map(({ titleC }) => titleC)}::text[], ${rows.map(({ tsv }) => tsv)}::text[],
      ${rows.map(({ head }) => head)}::text[], ${rows.map(({ bodyC }) => bodyC)}::text[])
      as row (id, title_f, title_c, tsv, head, body_c)
    on conflict (asset_id) do update
      set title_f = excluded.title_f, title_c = excluded.title_c, tsv = excluded.tsv, head = excluded.head,
          body_c = excluded.body_c, indexed_at = excluded.indexed_at`
  await putFacts(tx, documents)
  const change: LexemeChange = new Map()
  for (const { id, lexemes } of rows) noteLexemes(change, before.get(id) ?? [], lexemes)
  await tx.$queryRaw`select search_doc_flush()`
  await countLexemes(tx, change)
  return rows.map(({ cut }) => ({ cut }))
}

/** The state of what is indexed of an asset; raise it where `readSearchDocument` or `documentVector` say more than before. */
export const documentRecipe = 2

async function putFacts(tx: Tx, documents: readonly SearchDocument[]): Promise<void> {
  // Lists travel as JSON: an array of arrays of different lengths is none of Postgres'.
  const facts = documents.map(({ assetId, facts }) => ({ id: assetId, ...facts }))
  await tx.$executeRaw`
    insert into search_fact (asset_id, orientation, colours, duration_ms, size, captioned, purposes, recipe)
    select id, orientation, colours, "durationMs", size, captioned, purposes, ${documentRecipe}
    from json_to_recordset(${JSON.stringify(facts)}::json)
      as fact (id uuid, orientation text, colours text[], "durationMs" int, size bigint, captioned boolean, purposes text[])
    on conflict (asset_id) do update
      set orientation = excluded.orientation, colours = excluded.colours, duration_ms = excluded.duration_ms,
          size = excluded.size, captioned = excluded.captioned, purposes = excluded.purposes, recipe = excluded.recipe`
}

/** Takes a document out, if it is there, and its words out of the counts. */
export async function removeDocument(tx: Tx, assetId: string): Promise<void> {
  const before = await indexedLexemes(tx, [assetId])
  await tx.$executeRaw`delete from search_doc where asset_id = ${assetId}::uuid`
  await tx.$executeRaw`delete from search_fact where asset_id = ${assetId}::uuid`
  const change: LexemeChange = new Map()
  noteLexemes(change, before.get(assetId) ?? [], [])
  await countLexemes(tx, change)
}

/** The folded lexemes that the counts hold for each document; the rows are locked in one order, so that the difference stays true. */
async function indexedLexemes(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ id: string; lexemes: string[] }[]>`
    select asset_id as id, tsvector_to_array(head) as lexemes from search_doc
    where asset_id = any(${[...ids]}::uuid[]) order by asset_id for update`
  return new Map(rows.map(({ id, lexemes }) => [id, lexemes.filter(lexeme => !lexeme.startsWith(markSign))]))
}
