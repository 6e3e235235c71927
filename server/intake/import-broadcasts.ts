import type { BroadcastImport, BroadcastReport } from '#contracts/intake-broadcast'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { readTable } from '#server/bulk/read-sheet'
import { requirePerson } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { chooseUnit } from '#server/units/choose-unit'
import { type AiringRow, readAiring, readHeader } from './broadcast-sheet.ts'

const maxRows = 20_000
type Outcome = BroadcastReport['rows'][number]['outcome']
type Judged = AiringRow & { outcome: Outcome; id: string | null }

/**
 * Takes a sheet of airings in, or says what it would do. Rows that cannot be read are refused one by one, the others go in together.
 * One airing is a unit's time, channel and programme: the same sheet again changes nothing, a sheet with another duration mends it.
 * Throws `sheet-unreadable`, and what choosing a unit throws.
 */
export async function importBroadcasts(db: Db, caller: Caller, wish: BroadcastImport): Promise<BroadcastReport> {
  requirePerson(caller.actor)
  const writtenBy = caller.actor.id
  const sheet = await readRows(wish)
  return transaction(db, async tx => {
    const unitId = await chooseUnit(tx, caller.actor, wish.unit)
    // Two imports of one unit at one moment would both find nothing there.
    await tx.$queryRaw`select id from unit where id = ${unitId}::uuid for no key update`
    const rows = await judge(tx, unitId, sheet.rows)
    const report = { dryRun: wish.dryRun, unknown: sheet.unknown, counts: countsOf(rows), rows: rows.map(reported) }
    if (!wish.dryRun) await write(tx, rows, { unitId, writtenBy })
    if (!wish.dryRun && report.counts.added + report.counts.updated > 0)
      await record(tx, caller, {
        act: 'broadcast.import',
        subjectKind: 'unit',
        subjectId: unitId,
        unitId,
        after: report.counts,
      })
    return report
  })
}

async function readRows({ format, content, channel = '' }: BroadcastImport) {
  try {
    const [header, ...lines] = await readTable(Buffer.from(content, format === 'csv' ? 'utf8' : 'base64'), format)
    if (!header) throw new RangeError('bảng kê trống')
    if (lines.length > maxRows) throw new RangeError(`bảng kê có hơn ${maxRows} dòng`)
    const { fields, unknown } = readHeader(header)
    const missing = (['date', 'programme'] as const).filter(field => !fields.includes(field))
    if (missing.length > 0) throw new RangeError('bảng kê thiếu cột Ngày hoặc cột Chương trình')
    const rows = lines.flatMap((line, at) => {
      const cells = Object.fromEntries(
        fields.flatMap((field, n) => (field && line[n]?.trim() ? [[field, line[n].normalize('NFC').trim()]] : [])),
      )
      return Object.keys(cells).length > 0 ? [readAiring(cells, at + 2, { channel })] : []
    })
    return { rows, unknown }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ProblemError('sheet-unreadable', { detail: error.message })
  }
}

const keyOf = (row: { airedAt: Date | null; channel: string; programme: string }) =>
  `${row.airedAt?.getTime()}\n${row.channel}\n${row.programme}`

async function judge(tx: Tx, unitId: string, rows: readonly AiringRow[]): Promise<Judged[]> {
  const times = [...new Set(rows.flatMap(row => (row.airedAt ? [row.airedAt.getTime()] : [])))].map(
    time => new Date(time),
  )
  const known = await tx.broadcast.findMany({ where: { unitId, airedAt: { in: times } } })
  const byKey = new Map(known.map(row => [keyOf(row), row]))
  const seen = new Set<string>()
  return rows.map(row => {
    if (row.problems.length > 0) return { ...row, outcome: 'refused', id: null }
    const key = keyOf(row)
    if (seen.has(key)) return { ...row, outcome: 'repeated', id: null }
    seen.add(key)
    const there = byKey.get(key)
    if (!there) return { ...row, outcome: 'added', id: null }
    const same = there.seconds === row.seconds && (row.note === '' || there.note === row.note)
    return { ...row, outcome: same ? 'unchanged' : 'updated', id: there.id }
  })
}

async function write(tx: Tx, rows: readonly Judged[], by: { unitId: string; writtenBy: string }): Promise<void> {
  const said = ({ airedAt, programme, channel, seconds, note }: Judged) => ({
    ...{ programme, channel, note },
    airedAt: airedAt!,
    seconds: seconds!,
  })
  await tx.broadcast.createMany({
    data: rows.filter(row => row.outcome === 'added').map(row => ({ id: newId(), ...by, ...said(row) })),
  })
  for (const row of rows) {
    if (row.outcome !== 'updated' || !row.id) continue
    const { seconds, note } = said(row)
    await tx.broadcast.update({
      where: { id: row.id },
      data: { seconds, ...(note ? { note } : {}), updatedAt: new Date() },
    })
  }
}

function countsOf(rows: readonly Judged[]): BroadcastReport['counts'] {
  const counts = { added: 0, updated: 0, unchanged: 0, repeated: 0, refused: 0 }
  for (const row of rows) counts[row.outcome] += 1
  return counts
}

function reported({ line, outcome, problems, airedAt, programme, channel, seconds }: Judged) {
  return {
    ...{ line, outcome, problems, programme, seconds },
    channel: channel.slice(0, 100),
    airedAt: airedAt?.toISOString() ?? null,
  }
}
