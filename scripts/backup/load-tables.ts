import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { copyTarget } from './dump-tables.ts'
import type { Manifest } from './manifest.ts'

/**
 * Fills an empty, migrated hub with a snapshot's rows, inside the transaction of `client` (the owner). Triggers sleep meanwhile: the
 * rows that they wrote are in the snapshot. Foreign keys are taken off and put back, which proves every one of them over all rows.
 * Throws where a table's rows are not as many as the manifest says.
 */
export async function loadTables(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const names = manifest.tables.map(({ schema, table }) => `"${schema}"."${table}"`)
  const keys = await foreignKeys(client)
  for (const name of names) await client.query(`alter table ${name} disable trigger user`)
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
  await client.query(`truncate ${names.join(', ')}`)
  for (const entry of manifest.tables) await loadTable(client, folder, entry)
  for (const { schema, sequence, value } of manifest.sequences)
    if (value !== null)
      await client.query('select setval($1::regclass, $2::bigint)', [`"${schema}"."${sequence}"`, value])
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  for (const name of names) await client.query(`alter table ${name} enable trigger user`)
  // Who held a job does not run here.
  await client.query(
    'update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at is not null',
  )
  await client.query(
    'update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_at is not null',
  )
}

async function loadTable(client: pg.Client, folder: string, entry: Manifest['tables'][number]): Promise<void> {
  const sink = client.query(from(`copy ${copyTarget(entry)} from stdin`))
  await pipeline(createReadStream(join(folder, entry.file)), createGunzip(), sink)
  if (sink.rowCount !== entry.rows)
    throw new Error(`${entry.schema}.${entry.table} took ${sink.rowCount} rows of ${entry.rows}`)
}

async function foreignKeys(client: pg.Client) {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
     order by 1, 2`,
  )
  return rows
}
