import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { permissionsTable } from './permissions-table.ts'

// `npm run permissions`
await writeFile(fileURLToPath(new URL('../docs/permissions.md', import.meta.url)), permissionsTable())
