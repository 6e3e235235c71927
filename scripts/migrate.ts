import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyMigrations } from '#server/platform/apply-migrations'
import { prepareQueue } from '#server/queue/prepare-queue'

/** Brings a database up to this checkout's migrations, as its owner, offline. Returns the names applied. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const directory = join(dirname(fileURLToPath(import.meta.url)), '../prisma/migrations')
  const applied = await applyMigrations(ownerUrl, directory)
  await prepareQueue(ownerUrl)
  return applied
}

// By hand: DATABASE_URL=... node --import tsx scripts/migrate.ts
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL names the database to migrate')
  const applied = await migrate(url)
  console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to apply')
}
