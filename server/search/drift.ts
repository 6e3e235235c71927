/** What a comparison of an index with the database found. `lookedAt`: items that were compared one by one. */
export type Drift = {
  items: number
  indexed: number
  lookedAt: number
  missing: string[]
  extra: string[]
  different: string[]
}

/** What two lists of `id -> state` differ in; `there` is the truth. Pure. */
export function compareStates(
  there: ReadonlyMap<string, string>,
  indexed: ReadonlyMap<string, string>,
): Pick<Drift, 'missing' | 'extra' | 'different'> {
  const missing = [...there.keys()].filter(id => !indexed.has(id))
  const extra = [...indexed.keys()].filter(id => !there.has(id))
  const different = [...there].filter(([id, state]) => indexed.has(id) && indexed.get(id) !== state).map(([id]) => id)
  return { missing, extra, different }
}

/** Whether the index is not as the database is. */
export function hasDrifted({ missing, extra, different }: Drift): boolean {
  return missing.length + extra.length + different.length > 0
}
