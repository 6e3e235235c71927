import { parseArgs } from 'node:util'

export type ImportOptions = {
  folder: string
  as: string
  sheet?: string
  map?: string
  unit?: string
  report?: string
  dryRun: boolean
}

/** What was typed after `import`, or null where it is not a command. */
export function readOptions(words: readonly string[]): ImportOptions | null {
  const text = { type: 'string' } as const
  const named = { as: text, sheet: text, map: text, unit: text, report: text, 'dry-run': { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: named, allowPositionals: true })
    const { as, 'dry-run': dryRun = false, ...files } = values
    if (positionals.length !== 1 || !as) return null
    return { folder: positionals[0]!, as, dryRun, ...files }
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
