import type { Tx } from '#server/platform/db'
import { countLexemes } from './count-lexemes.ts'
import { documentVector } from './document-vector.ts'
import type { PutReport, SearchDocument } from './search-index.ts'
import { markSign } from './tsquery.ts'

/** Writes a document's rows of `search_doc` and `search_fact` and keeps the counts of its words, both in the caller's transaction. */
export async function putDocument(tx: Tx, document: SearchDocument): Promise<PutReport> {
  const { titleF, titleC, tsv, head, bodyC, lexemes, cut } = documentVector(document)
  const before = await indexedLexemes(tx, document.assetId)
  await tx.$executeRaw`
    insert into search_doc (asset_id, title_f, title_c, tsv, head, body_c, indexed_at)
    values (${document.assetId}::uuid, ${titleF}, ${titleC}, ${tsv}::tsvector, ${head}::tsvector, ${bodyC}, now())
    on conflict (asset_id) do update
      set title_f = excluded.title_f, title_c = excluded.title_c, tsv = excluded.tsv, head = excluded.head,
          body_c = excluded.body_c, indexed_at = excluded.indexed_at`
  await putFacts(tx, document)
  await countLexemes(tx, before, lexemes)
  return { cut }
}

/** The state of what is indexed of an asset; raise it where `readSearchDocument` or `documentVector` say more than before. */
export const documentRecipe = 1

async function putFacts(tx: Tx, { assetId, facts }: SearchDocument): Promise<void> {
  const { orientation, colours, durationMs, size, captioned, purposes } = facts
  await tx.$executeRaw`
    insert into search_fact (asset_id, orientation, colours, duration_ms, size, captioned, purposes, recipe)
    values (${assetId}::uuid, ${orientation}, ${colours}::text[], ${durationMs}::int, ${size}::bigint, ${captioned},
      ${purposes}::text[], ${documentRecipe})
    on conflict (asset_id) do update
      set orientation = excluded.orientation, colours = excluded.colours, duration_ms = excluded.duration_ms,
          size = excluded.size, captioned = excluded.captioned, purposes = excluded.purposes, recipe = excluded.recipe`
}

/** Takes a document out, if it is there, and its words out of the counts. */
export async function removeDocument(tx: Tx, assetId: string): Promise<void> {
  const before = await indexedLexemes(tx, assetId)
  await tx.$executeRaw`delete from search_doc where asset_id = ${assetId}::uuid`
  await tx.$executeRaw`delete from search_fact where asset_id = ${assetId}::uuid`
  await countLexemes(tx, before, [])
}

/** The folded lexemes that the counts hold for a document; its row is locked, so that the difference stays true. */
async function indexedLexemes(tx: Tx, assetId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ lexemes: string[] }[]>`
    select tsvector_to_array(head) as lexemes from search_doc where asset_id = ${assetId}::uuid for update`
  return (rows[0]?.lexemes ?? []).filter(lexeme => !lexeme.startsWith(markSign))
}
