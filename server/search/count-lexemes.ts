import type { Tx } from '#server/platform/db'

/** By how many items each lexeme is held more (or, below 0, less) than before; what comes out even is left out. */
export type LexemeChange = Map<string, number>

/** Adds to `change` that an item held `before` and holds `after`. */
export function noteLexemes(change: LexemeChange, before: readonly string[], after: readonly string[]): void {
  const add = (word: string, step: number) => {
    const count = (change.get(word) ?? 0) + step
    if (count === 0) change.delete(word)
    else change.set(word, count)
  }
  for (const word of new Set(after)) add(word, 1)
  for (const word of new Set(before)) add(word, -1)
}

/**
 * Keeps `search_lex.df` true in the transaction that changes documents. The last thing such a transaction does: whoever counts waits
 * for whoever counts already, so that rows of frequent words can be taken in any order and for a moment only.
 */
export async function countLexemes(tx: Tx, change: LexemeChange): Promise<void> {
  if (change.size === 0) return
  const came = [...change].filter(([, step]) => step > 0)
  const went = [...change].filter(([, step]) => step < 0)
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('hub.search-lex'))`
  if (came.length > 0) {
    await tx.$executeRaw`
      insert into search_lex as lex (word, df, changed)
      select word, step, nextval('search_lex_change')
      from unnest(${came.map(([word]) => word)}::text[], ${came.map(([, step]) => step)}::int[]) as change (word, step)
      on conflict (word) do update set df = lex.df + excluded.df, changed = excluded.changed`
  }
  if (went.length > 0) {
    await tx.$executeRaw`
      update search_lex as lex set df = greatest(lex.df - change.step, 0), changed = nextval('search_lex_change')
      from unnest(${went.map(([word]) => word)}::text[], ${went.map(([, step]) => -step)}::int[]) as change (word, step)
      where lex.word = change.word`
  }
}
