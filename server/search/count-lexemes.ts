import type { Tx } from '#server/platform/db'

/**
 * Keeps `search_lex.df` true in the transaction that changes a document: one more item for lexemes that came, one less for those
 * that went. One statement in the order of the words, so that two transactions cannot wait for each other.
 */
export async function countLexemes(tx: Tx, before: readonly string[], after: readonly string[]): Promise<void> {
  const had = new Set(before)
  const has = new Set(after)
  const came = [...has].filter(word => !had.has(word))
  const went = [...had].filter(word => !has.has(word))
  if (came.length + went.length === 0) return
  const words = [...came, ...went].sort()
  const gone = new Set(went)
  const steps = words.map(word => (gone.has(word) ? 0 : 1))
  // The step 0 stands for "one less": a row that is not there yet must not be made with -1, and `excluded` carries only the row.
  await tx.$executeRaw`
    insert into search_lex as lex (word, df, changed)
    select word, step, nextval('search_lex_change')
    from unnest(${words}::text[], ${steps}::int[]) as change (word, step)
    order by word collate "C"
    on conflict (word) do update
      set df = greatest(lex.df + case when excluded.df = 0 then -1 else 1 end, 0), changed = excluded.changed`
}
