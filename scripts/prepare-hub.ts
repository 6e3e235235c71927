import { firstAdministrator } from '#server/identity/first-administrator'
import type { Config } from '#server/platform/config'
import { openDb } from '#server/platform/db'
import { openSealer } from '#server/platform/sealer'
import { hubSecret } from '#server/platform/secrets'
import { signingKeys } from '#server/platform/signing-keys'
import { freeDeadWorkers } from '#server/queue/worker-process'
import { seed } from '../prisma/seed/seed.ts'
import { migrate } from './migrate.ts'

/**
 * Everything between a database that answers and processes that may start: migrations, units and vocabularies, secrets, the bucket, the first
 * administrator (returned, with the password where the hub chose it; null when somebody is already there). Safe to repeat.
 */
export async function prepareHub(config: Config, ownerUrl: string): ReturnType<typeof firstAdministrator> {
  await migrate(ownerUrl)
  const { db, pool } = openDb(ownerUrl, { max: 2, name: 'hub-start' })
  try {
    await seed(db)
    await hubSecret(config.dataDir, 'session-secret')
    await openSealer(config.dataDir)
    await signingKeys(config.dataDir)
    if (config.store.kind === 's3') {
      // The SDK is slow to load: only who uses S3 pays for it.
      const { ensureBucket } = await import('#server/storage/ensure-bucket')
      await ensureBucket(config.store)
    }
    // On an embedded database nobody else works: what a killed worker held is free at once.
    if (config.database.kind === 'embedded') await freeDeadWorkers(db, 0)
    return await firstAdministrator(db, config.admin)
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}
