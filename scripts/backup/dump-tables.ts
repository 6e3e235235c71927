import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to } from 'pg-copy-streams'
import type { Manifest } from './manifest.ts'

/**
 * Rows that mean nothing on another machine or that the migrations write: processes that run, what was applied, what a search engine beside
 * Postgres holds (a restored hub builds its index anew).
 */
const left = [
  'public._prisma_migrations',
  'public.worker_process',
  'graphile_worker.migrations',
  'public.search_engine',
  'public.search_change',
]

type Column = { schema: string; table: string; column: string }

/**
 * Copies every table of the hub and of its queue, as the transaction of `client` sees them, to `<folder>/<schema>.<table>.copy.gz`
 * (COPY's text format). Generated columns are left out: the database makes them again. Files are on the disk when it returns.
 */
export async function dumpTables(client: pg.Client, folder: string): Promise<Manifest['tables']> {
  const { rows } = await client.query<Column>(
    `select n.nspname as schema, c.relname as table, a.attname as column
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker') and n.nspname || '.' || c.relname <> all ($1)
     order by n.nspname, c.relname, a.attnum`,
    [left],
  )
  const tables = new Map<string, { schema: string; table: string; columns: string[] }>()
  for (const { schema, table, column } of rows) {
    const entry = tables.get(`${schema}.${table}`) ?? { schema, table, columns: [] }
    entry.columns.push(column)
    tables.set(`${schema}.${table}`, entry)
  }
  const dumped: Manifest['tables'] = []
  for (const entry of tables.values()) dumped.push(await dumpTable(client, folder, entry))
  return dumped
}

async function dumpTable(
  client: pg.Client,
  folder: string,
  entry: { schema: string; table: string; columns: string[] },
) {
  const file = `${entry.schema}.${entry.table}.copy.gz`
  const source = client.query(to(`copy ${copyTarget(entry)} to stdout`))
  const hash = createHash('sha256')
  const measure = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(source, createGzip(), measure, createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600 }))
  const handle = await open(join(folder, file), 'r')
  await handle.sync().finally(() => handle.close())
  return { ...entry, file, rows: source.rowCount, sha256: hash.digest('hex') }
}

/** `"schema"."table" ("column", ...)` for COPY; names come from the catalogue or a checked manifest. */
export function copyTarget(entry: { schema: string; table: string; columns: readonly string[] }): string {
  return `"${entry.schema}"."${entry.table}" (${entry.columns.map(column => `"${column}"`).join(', ')})`
}

/** Where each sequence stands; null where it was never asked. */
export async function readSequences(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<Manifest['sequences'][number]>(
    `select schemaname as schema, sequencename as sequence, last_value::text as value
     from pg_sequences where schemaname in ('public', 'graphile_worker') order by 1, 2`,
  )
  return rows
}
