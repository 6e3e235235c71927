import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { applyMigrations } from '#server/platform/apply-migrations'
import { writeDurably } from '#server/platform/write-durably'
import { prepareQueue } from '#server/queue/prepare-queue'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import type { ObjectStore } from '#server/storage/object-store'
import { Refused } from '../refused.ts'
import { copyObjects } from './copy-objects.ts'
import { loadTables } from './load-tables.ts'
import type { Manifest } from './manifest.ts'
import { proveSnapshot } from './verify-backup.ts'

export type RestoreOptions = {
  ownerUrl: string
  store: ObjectStore
  dataDir: string
  /** One snapshot's folder. */
  snapshot: string
  passphrase: string
  tell(line: string): void
}

const migrations = join(dirname(fileURLToPath(import.meta.url)), '../../prisma/migrations')

/**
 * Restores a snapshot into an empty hub: proves it, migrates the database to the migration that it was taken at, copies the objects,
 * writes the secrets, loads the rows in one transaction, then applies the migrations that came since. The rows come last: a restore
 * that was cut short left an empty hub and may simply be run again. Returns the objects that the backup lacked.
 * Throws Refused where the hub is not empty, has secrets of its own, or is older than the backup.
 */
export async function restoreHub(options: RestoreOptions): Promise<{ manifest: Manifest; missing: string[] }> {
  const { snapshot, passphrase, store, tell } = options
  const proved = await proveSnapshot(snapshot, passphrase)
  const { manifest, objects, secrets } = proved
  tell(`snapshot of ${manifest.takenAt}: ${manifest.tables.length} tables, ${objects.length} objects`)
  await refuseNewer(manifest)
  await refuseOtherSecrets(options.dataDir, secrets)
  await applyMigrations(options.ownerUrl, migrations, manifest.migrations.at(-1))
  await prepareQueue(options.ownerUrl)
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'hub-restore' })
  await client.connect()
  try {
    await refuseInhabited(client)
    const pool = manifest.objects.copied ? await openFilesystemStore(dirname(dirname(snapshot))) : store
    const missing = (await copyObjects(pool, store, objects)).missing
    tell(`objects: ${objects.length - missing.length} of ${objects.length} stand in the store`)
    await writeSecrets(options.dataDir, secrets)
    await client.query('begin')
    await refuseInhabited(client)
    await loadTables(client, snapshot, manifest)
    await client.query('commit')
    tell(`rows: ${manifest.tables.reduce((sum, { rows }) => sum + rows, 0)}`)
    await applyMigrations(options.ownerUrl, migrations)
    return { manifest, missing }
  } finally {
    await client.end()
  }
}

async function refuseNewer({ migrations: needed }: Manifest): Promise<void> {
  const here = new Set(await readdir(migrations))
  const unknown = needed.filter(name => !here.has(name))
  if (unknown.length > 0)
    throw new Refused(
      `the backup was made by a newer version of the hub (${unknown.join(', ')}): install that one first`,
    )
}

async function refuseInhabited(client: pg.Client): Promise<void> {
  const { rows } = await client.query('select 1 from person union all select 1 from asset limit 1')
  if (rows.length > 0)
    throw new Refused('this hub already has people or items: restore only into an empty data directory or database')
}

async function refuseOtherSecrets(dataDir: string, secrets: ReadonlyMap<string, Buffer>): Promise<void> {
  const there = await readdir(join(dataDir, 'secrets')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })

  for (const name of there) {
    if (await dropLeftover(join(dataDir, 'secrets', name), name, secrets)) continue
    const sealed = secrets.get(name)
    if (!sealed?.equals(await readFile(join(dataDir, 'secrets', name))))
      throw new Refused(
        `${join(dataDir, 'secrets', name)} belongs to another hub: restore into an empty data directory`,
      )
  }
}

/** What a restore that was killed while it wrote a secret left behind: a name that only `writeDurably` gives. Answers whether it was one. */
async function dropLeftover(file: string, name: string, secrets: ReadonlyMap<string, Buffer>): Promise<boolean> {
  const meant = /^(.+)\.[0-9a-f]{12}\.tmp$/.exec(name)?.[1]
  if (meant === undefined || !secrets.has(meant)) return false
  await rm(file)
  return true
}

async function writeSecrets(dataDir: string, secrets: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 })
  for (const [name, bytes] of secrets) await writeDurably(join(dataDir, 'secrets', name), bytes)
}
