import { anonymous } from '#server/access/actor'
import { Prisma, type Tx } from '#server/platform/db'
import { fromMatching } from '#server/search/candidate-sql'
import { standingGroups } from '#server/search/synonym-cache'
import { compileSynonyms } from '#server/search/synonyms'
import { indexQuery } from './asked-index.ts'
import { matchOf } from './match-of.ts'
import { readStored } from './stored-query.ts'

/** An item that a saved search finds. */
export type FedItem = { id: string; searchId: string }

/**
 * Which of these assets the saved searches find that are given out as feeds, as anybody may find them: by the index that alerts go by,
 * under nobody's rights, whosever search it is.
 */
export async function fedItems(tx: Tx, assetIds: readonly string[]): Promise<FedItem[]> {
  const searches = await tx.savedSearch.findMany({ where: { feed: true }, orderBy: { id: 'asc' } })
  if (searches.length === 0) return []
  // Not from a cache: what is judged by older synonyms now is not looked at again.
  const synonyms = compileSynonyms((await standingGroups(tx)).map(({ phrases }) => phrases))
  const found: FedItem[] = []
  for (const { id, query, meant } of searches) {
    const asked = await indexQuery(tx, anonymous, readStored(query).question)
    const match = matchOf(asked.q, meant, synonyms)
    if (!match) continue
    const rows = await tx.$queryRaw<{ id: string }[]>(
      Prisma.sql`select a.id ${fromMatching(match, asked, { among: Prisma.sql`= any(${assetIds}::uuid[])` })}`,
    )
    found.push(...rows.map(row => ({ id: row.id, searchId: id })))
  }
  return found
}
