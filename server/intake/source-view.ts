import type { Source } from '#contracts/intake-source'
import type { Actor } from '#server/access/actor'
import { intakeUnits } from '#server/access/intake-rules'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { unitsNamedAt } from '#server/units/unit-names'

/** The sources whose items the actor decides on, by name; or the one that is asked for. */
export async function listSources(db: Db | Tx, actor: Actor, id?: string): Promise<Source[]> {
  const units = intakeUnits(actor, 'intake.read')
  const rows = await db.relaySource.findMany({
    where: { ...(id ? { id } : {}), ...(units === 'all' ? {} : { unitId: { in: [...units] } }) },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const waiting = await db.relayItem.groupBy({
    by: ['sourceId'],
    where: { sourceId: { in: rows.map(row => row.id) }, state: 'new' },
    _count: true,
  })
  const counts = new Map(waiting.map(row => [row.sourceId, row._count]))
  const names = new Map(
    (
      await unitsNamedAt(
        db,
        rows.map(row => row.unitId),
      )
    ).map(row => [row.id, row]),
  )
  return rows.map(row => {
    const { code, name, shortName } = names.get(row.unitId)!
    return {
      ...said(row),
      unit: { id: row.unitId, code, name, shortName },
      health: healthOf(row),
      waiting: counts.get(row.id) ?? 0,
    }
  })
}

type Row = Awaited<ReturnType<Db['relaySource']['findMany']>>[number]

function said(row: Row): Omit<Source, 'unit' | 'health' | 'waiting'> {
  const { id, name, address, credit, topic, everyMinutes, active } = row
  return {
    ...{ id, name, address, credit, topic, everyMinutes, active },
    kind: row.kind as Source['kind'],
    language: row.language as Source['language'],
    rights: row.rightsStatement
      ? { statement: row.rightsStatement, holder: row.rightsHolder, grant: row.rightsGrant, usageTerms: row.usageTerms }
      : null,
  }
}

function healthOf(row: Row): Source['health'] {
  const at = (date: Date | null) => date?.toISOString() ?? null
  return {
    lastFetchAt: at(row.lastFetchAt),
    lastSuccessAt: at(row.lastSuccessAt),
    problem: row.lastProblem as Source['health']['problem'],
    failuresInRow: row.failuresInRow,
    openUntil: at(row.openUntil),
    nextAt: row.active ? at(row.nextAt) : null,
    lastCount: row.lastCount,
  }
}

/** One source. Throws `not-found`. */
export async function readSourceView(db: Db | Tx, actor: Actor, id: string): Promise<Source> {
  const [source] = await listSources(db, actor, id)
  if (!source) throw new ProblemError('not-found')
  return source
}
