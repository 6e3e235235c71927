import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { purgeLock } from '#server/assets/purge-object'
import { writeDurably } from '#server/platform/write-durably'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import type { ObjectStore } from '#server/storage/object-store'
import { copyObjects } from './copy-objects.ts'
import { dumpTables, readSequences } from './dump-tables.ts'
import { format, type Manifest, writeManifest } from './manifest.ts'
import { listObjects, writeObjectList } from './object-list.ts'
import { sealSecrets } from './sealed-secrets.ts'

export type BackupOptions = {
  /** The owner's URL: the running role may not read everything. */
  ownerUrl: string
  store: ObjectStore
  /** Where `secrets/` stands. */
  dataDir: string
  /** The backup's folder: `snapshots/<time>/` and, shared by all of them, `objects/`. */
  target: string
  passphrase: string
  /** False where the object store has a copy of its own: rows, list and secrets only. */
  objects: boolean
  tell(line: string): void
}

/**
 * Backs up a hub, running or not: the rows of one repeatable-read snapshot, then the objects that they name, then the secrets, sealed.
 * Purges wait meanwhile. A snapshot appears under its name when it is complete. Objects are copied once and shared by all snapshots.
 * Returns the snapshot's folder and its manifest; `missing` names objects that the store did not have as the rows say.
 */
export async function backupHub(options: BackupOptions): Promise<{ folder: string; manifest: Manifest }> {
  await mkdir(join(options.target, 'snapshots'), { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'hub-backup' })
  await client.connect()
  // A session's lock: given back when the connection ends, however it ends.
  await client.query('select pg_advisory_lock(hashtext($1))', [purgeLock])
  const partial = join(options.target, 'snapshots', `.partial-${process.pid}`)
  try {
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { mode: 0o700 })
    const manifest = await writeSnapshot(client, partial, options)
    const folder = join(options.target, 'snapshots', manifest.takenAt.replace(/[:.]/g, '-'))
    await rename(partial, folder)
    await syncFolder(join(options.target, 'snapshots'))
    return { folder, manifest }
  } finally {
    await client.end()
    await rm(partial, { recursive: true, force: true })
  }
}

async function writeSnapshot(client: pg.Client, folder: string, options: BackupOptions): Promise<Manifest> {
  const { tell } = options
  await client.query('begin isolation level repeatable read read only')
  const { rows: started } = await client.query<{ now: Date }>('select now()')
  const { rows: applied } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1',
  )
  const { rows: head } = await client.query<{ seq: string; hash: string }>(
    'select seq::text, hash from audit_link order by seq desc limit 1',
  )
  const tables = await dumpTables(client, folder)
  const sequences = await readSequences(client)
  const objects = await listObjects(client)
  await client.query('commit')
  tell(`rows: ${tables.reduce((sum, { rows }) => sum + rows, 0)} of ${tables.length} tables`)
  const missing = options.objects ? await copyAll(options, objects) : []
  const manifest: Manifest = {
    format,
    takenAt: started[0]!.now.toISOString(),
    migrations: applied.map(({ name }) => name),
    tables,
    sequences,
    objects: {
      count: objects.length,
      bytes: objects.reduce((sum, { size }) => sum + size, 0),
      sha256: await writeObjectList(folder, objects),
      copied: options.objects,
    },
    missing,
    secrets: { sha256: await writeSecrets(options, folder) },
    audit: head[0] ?? { seq: '0', hash: '' },
  }
  await writeManifest(folder, manifest)
  return manifest
}

async function copyAll({ store, target, tell }: BackupOptions, objects: Awaited<ReturnType<typeof listObjects>>) {
  const pool = await openFilesystemStore(target)
  const { copied, kept, bytes, missing } = await copyObjects(store, pool, objects)
  tell(`objects: ${copied} copied (${bytes} bytes), ${kept} were there`)
  for (const key of missing) tell(`MISSING or damaged in the store: ${key}`)
  return missing
}

async function writeSecrets({ dataDir, passphrase, tell }: BackupOptions, folder: string): Promise<string> {
  const directory = join(dataDir, 'secrets')
  const files = new Map<string, Buffer>()
  for (const entry of await readdir(directory, { withFileTypes: true }))
    if (entry.isFile() && !entry.name.endsWith('.tmp'))
      files.set(entry.name, await readFile(join(directory, entry.name)))
  const text = await sealSecrets(files, passphrase)
  await writeDurably(join(folder, 'secrets.sealed'), text)
  tell(`secrets: ${files.size} sealed`)
  return createHash('sha256').update(text).digest('hex')
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
