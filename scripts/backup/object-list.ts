import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { writeDurably } from '#server/platform/write-durably'
import type { Manifest } from './manifest.ts'

/** An object that rows name: its key, the SHA-256 (hex) and the size (bytes) that they say. */
export type ListedObject = { key: string; sha256: string; size: number }

/** Every object that the rows of this transaction name. */
export async function listObjects(client: pg.Client): Promise<ListedObject[]> {
  const { rows } = await client.query<{ key: string; sha256: string; size: string }>(
    `select key, sha256, size::text from stored_object
     union all
     select key, sha256, size::text from rendition
     union all
     select key, sha256, size::text from written_copy where pinned
     order by key`,
  )
  return rows.map(row => ({ ...row, size: Number(row.size) }))
}

/** Writes `objects.tsv` and returns its SHA-256. */
export async function writeObjectList(folder: string, objects: readonly ListedObject[]): Promise<string> {
  const text = objects.map(({ key, sha256, size }) => `${key}\t${sha256}\t${size}\n`).join('')
  await writeDurably(join(folder, 'objects.tsv'), text)
  return createHash('sha256').update(text).digest('hex')
}

/** Reads `objects.tsv`. Throws where it is not the one of the manifest. */
export async function readObjectList(folder: string, manifest: Manifest): Promise<ListedObject[]> {
  const text = await readFile(join(folder, 'objects.tsv'), 'utf8')
  if (createHash('sha256').update(text).digest('hex') !== manifest.objects.sha256)
    throw new Error('objects.tsv is not the one that was written')
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [key = '', sha256 = '', size = ''] = line.split('\t')
      return { key, sha256, size: Number(size) }
    })
}
