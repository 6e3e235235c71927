import { open } from 'node:fs/promises'
import { csvLine } from '#server/audit/csv-line'
import { Refused } from '../refused.ts'

const words = {
  taken: 'đã nhập',
  already: 'đã nhập từ trước',
  ok: 'nhập được',
  duplicate: 'trùng tư liệu đã có',
  refused: 'không nhận',
  'wrong-row': 'dòng sai',
  'doubled-row': 'dòng trùng hoặc thiếu tên tệp',
  'no-file': 'không có tệp',
} as const
export type Line = {
  path: string
  line: number | null
  outcome: keyof typeof words
  code?: string
  reason?: string
  assetId?: string | null
}
export type Report = {
  line(line: Line): Promise<void>
  end(): Promise<void>
  summary(): string
  failed(): boolean
}

const fine: readonly Line['outcome'][] = ['taken', 'already', 'ok']

/**
 * Tells what becomes of each file: into a CSV that a spreadsheet opens, or what is not fine on stderr where no file is named. An
 * earlier report is written anew. Throws Refused where the file cannot be written.
 */
export async function openReport(file: string | undefined): Promise<Report> {
  const out = file
    ? await open(file, 'w', 0o640).catch(error => {
        throw new Refused(`cannot write ${file}: ${error.message}`)
      })
    : null
  await out?.write(`\ufeff${csvLine(['Tệp', 'Dòng', 'Kết quả', 'Mã', 'Lý do', 'Tư liệu'])}`)
  const counts = new Map<Line['outcome'], number>()
  let writing: Promise<unknown> = Promise.resolve()
  return {
    async line({ path, line, outcome, code, reason, assetId }) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      const fields = [path, line?.toString(), words[outcome], code ?? outcome, reason, assetId]
      // One after the other: two writes at once may mix in a file.
      if (out) writing = writing.then(() => out.write(csvLine(fields)))
      else if (!fine.includes(outcome)) process.stderr.write(csvLine(fields))
      await writing
    },
    async end() {
      await writing
      await out?.close()
    },
    summary: () =>
      Object.keys(words)
        .map(key => `${key}: ${counts.get(key as Line['outcome']) ?? 0}`)
        .join('\n'),
    failed: () => [...counts.keys()].some(outcome => !fine.includes(outcome)),
  }
}
