import type { ProblemItem } from '#contracts/problem'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** What a person may name of the vocabularies; `rights` is the statement's URI, the others are codes. */
export type NamedTerms = {
  topics?: string[]
  places?: string[]
  audiences?: string[]
  pillars?: string[]
  themes?: string[]
  rights?: string | undefined
}

/** Throws `unknown-term` with every code that no vocabulary has; an old term (a former district) is known for ever. */
export async function checkTerms(db: Db | Tx, named: NamedTerms): Promise<void> {
  const wanted = [
    ...pairs('topic', named.topics),
    ...pairs('place', named.places),
    ...pairs('audience', named.audiences),
    ...pairs('pillar', named.pillars),
    ...pairs('theme', named.themes),
    ...pairs('rights', named.rights ? [named.rights] : []),
  ]
  if (wanted.length === 0) return
  const values = [...new Set(wanted.map(term => term.value))]
  const rows = await db.term.findMany({
    where: { OR: [{ code: { in: values } }, { uri: { in: values } }] },
    select: { scheme: true, code: true, uri: true },
  })
  const known = new Set(rows.map(row => `${row.scheme} ${row.scheme === 'rights' ? row.uri : row.code}`))
  const errors: ProblemItem[] = wanted
    .filter(term => !known.has(`${term.scheme} ${term.value}`))
    .map(term => ({ pointer: `/metadata/${term.scheme}`, code: 'unknown-term', detail: term.value }))
  if (errors.length > 0) throw new ProblemError('unknown-term', { errors })
}

const pairs = (scheme: string, values: readonly string[] = []) => values.map(value => ({ scheme, value }))
