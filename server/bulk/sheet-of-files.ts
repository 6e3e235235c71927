import type { SheetRow } from './read-sheet.ts'

/** What a sheet says of files: `of` a path, the rows that are written twice, and which rows no file has asked for. */
export type SheetOfFiles = {
  of(path: string): SheetRow | null
  doubled: SheetRow[]
  unused(): SheetRow[]
}

/**
 * A sheet by file: a row names the path within the folder, or the bare name where one row alone has it. NFC; `\` counts as `/`. Of
 * two rows for one file the first counts.
 */
export function sheetOfFiles(rows: readonly SheetRow[]): SheetOfFiles {
  const byPath = new Map<string, SheetRow>()
  const doubled: SheetRow[] = []
  for (const row of rows) {
    const path = plainPath(row.cells.file ?? '')
    if (path === '' || byPath.has(path)) doubled.push(row)
    else byPath.set(path, row)
  }
  const used = new Set<SheetRow>()
  return {
    of(path) {
      const plain = plainPath(path)
      const row = byPath.get(plain) ?? byPath.get(plain.split('/').at(-1)!) ?? null
      if (row) used.add(row)
      return row
    },
    doubled,
    unused: () => [...byPath.values()].filter(row => !used.has(row)),
  }
}

function plainPath(path: string): string {
  return path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '')
}
