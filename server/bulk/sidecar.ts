import { type UploadMetadata, uploadMetadata } from '#contracts/asset'
import { ProblemError } from '#server/platform/problem-error'
import { parseMetadata } from '#server/uploads/parse-metadata'
import type { TermIndex } from './load-terms.ts'
import { openPlainFile } from './open-plain-file.ts'
import { readSheet } from './read-sheet.ts'
import { rowMetadata } from './row-metadata.ts'

export type Sidecar = { path: string | null; metadata: UploadMetadata; wrong?: string }
const maxBytes = 1_048_576n

/** Whether a path is the description of another file in the folder, `a.jpg.json` or `a.jpg.csv`; one whose file is not there yet waits too. */
export function isSidecar(path: string, all: ReadonlyMap<string, unknown>): boolean {
  const [, owner] = /^(.+)\.(?:json|csv)$/i.exec(path) ?? []
  return owner !== undefined && (all.has(owner) || /\.[a-z0-9]{2,5}$/i.test(owner))
}

/**
 * What lies beside a file to describe it: `<name>.json` as an upload's metadata, or `<name>.csv` with a header and one row. `wrong` says
 * in Vietnamese why it cannot be used.
 */
export async function findSidecar(
  root: string,
  path: string,
  { unit, terms }: { unit: string | null; terms: TermIndex },
): Promise<Sidecar> {
  const ours = unit ? { unit } : {}
  for (const ending of ['json', 'csv'] as const) {
    const beside = `${path}.${ending}`
    try {
      const bytes = await readSmall(root, beside)
      if (bytes === null) continue
      if (ending === 'json')
        return { path: beside, metadata: { ...ours, ...parseMetadata(bytes.toString('utf8'), uploadMetadata) } }
      const { rows } = await readSheet(bytes, 'csv')
      const said = rowMetadata({ ...ours, ...rows[0]?.cells }, terms)
      return 'wrong' in said
        ? { path: beside, metadata: {}, wrong: `${beside}: ${said.wrong.join('; ')}` }
        : { path: beside, metadata: said.metadata }
    } catch (error) {
      if (error instanceof RangeError) return { path: beside, metadata: {}, wrong: `${beside}: ${error.message}` }
      if (!(error instanceof ProblemError)) throw error
      const where = error.errors?.map(item => item.pointer).join(', ')
      return { path: beside, metadata: {}, wrong: `${beside}: thông tin không hợp lệ${where ? ` (${where})` : ''}` }
    }
  }
  return { path: null, metadata: ours }
}

async function readSmall(root: string, path: string): Promise<Buffer | null> {
  const file = await openPlainFile(root, path).catch(error => {
    if (error instanceof ProblemError && error.key === 'not-found') return null
    throw error
  })
  if (!file) return null
  try {
    if (file.stat.size > maxBytes) throw new RangeError('lớn hơn 1 MB')
    return await file.handle.readFile()
  } finally {
    await file.handle.close()
  }
}
