import type { ImportDeps } from '#server/bulk/import-file'
import type { Config } from '#server/platform/config'
import { createLog } from '#server/platform/log'
import { openStore } from '#server/storage/open-store'
import { openHubDatabase } from '../open-hub-database.ts'
import { importFolder } from './import-folder.ts'
import { readOptions } from './read-options.ts'

/** The lines of hubctl's usage about imports. */
export const importUsage = `  import FOLDER --as EMAIL [--sheet FILE.csv|.xlsx] [--map FILE.json] [--unit CODE] [--dry-run] [--report FILE.csv]
                            take every file of a folder in, in a person's name; run it again and it goes on where it stood`

/** The import of hubctl: words -> what runs it, or null where the words are not its own. Resolves to the exit code. */
export function importCommand(words: readonly string[]): ((config: Config) => Promise<number>) | null {
  if (words[0] !== 'import') return null
  const options = readOptions(words.slice(1))
  if (!options) return null
  return async config => {
    const { db, close } = await openHubDatabase(config)
    try {
      const store = await openStore(config.store)
      const deps: ImportDeps = { db, store, config, log: createLog(config.logLevel, 'import') }
      return await importFolder(deps, options)
    } finally {
      await close()
    }
  }
}
