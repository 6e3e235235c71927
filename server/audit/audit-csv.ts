import type { z } from 'zod'
import type { auditFilter } from '#contracts/audit'
import type { Db } from '#server/platform/db'
import { csvLine } from './csv-line.ts'
import { type NamesOf, readEntries } from './list-audit.ts'

const batch = 1_000
const heads = [
  'time',
  'person',
  'person id',
  'unit',
  'act',
  'subject kind',
  'subject id',
  'address',
  'before',
  'after',
  'id',
]

/** The audit as CSV, newest first, in pieces of up to 1,000 rows: UTF-8 with the mark that Excel needs to read it as such. */
export async function* auditCsv(
  db: Db,
  filter: z.output<typeof auditFilter>,
  namesOf: NamesOf,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine(heads)}`
  let before: string | undefined
  for (;;) {
    const entries = await readEntries(db, filter, before, batch, namesOf)
    before = entries.at(-1)?.id
    if (entries.length > 0) yield entries.map(line).join('')
    if (entries.length < batch) return
  }
}

function line(entry: Awaited<ReturnType<typeof readEntries>>[number]): string {
  const said = (value: unknown) => (value === null || value === undefined ? '' : JSON.stringify(value))
  const person = entry.erased ? erasedPerson : entry.person?.name
  return csvLine([
    entry.at,
    person,
    entry.person?.id,
    entry.unit?.name,
    entry.act,
    entry.subjectKind,
    entry.subjectId,
    entry.address,
    said(entry.before),
    said(entry.after),
    entry.id,
  ])
}

/** The name that stands for people who were erased. */
export const erasedPerson = 'Người dùng đã xóa'
