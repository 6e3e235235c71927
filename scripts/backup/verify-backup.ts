import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { ObjectNotFound } from '#server/storage/object-store'
import { type Manifest, readManifest } from './manifest.ts'
import { type ListedObject, readObjectList } from './object-list.ts'
import { openSecrets } from './sealed-secrets.ts'

/** A snapshot whose files are those that its manifest names. */
export type ProvedSnapshot = { manifest: Manifest; objects: ListedObject[]; secrets: Map<string, Buffer> }

/**
 * Proves a snapshot's rows, list and secrets against its manifest and opens the secrets, before anything is restored of it. Throws
 * at the first file that is not what was written, and SealBroken for another passphrase.
 */
export async function proveSnapshot(folder: string, passphrase: string): Promise<ProvedSnapshot> {
  const manifest = await readManifest(folder)
  for (const { file, sha256 } of manifest.tables)
    if ((await digestOf(createReadStream(join(folder, file)))) !== sha256)
      throw new Error(`${file} is not what was written`)
  const objects = await readObjectList(folder, manifest)
  const sealed = await readFile(join(folder, 'secrets.sealed'), 'utf8')
  if (createHash('sha256').update(sealed).digest('hex') !== manifest.secrets.sha256)
    throw new Error('secrets.sealed is not what was written')
  return { manifest, objects, secrets: await openSecrets(sealed, passphrase) }
}

/** Reads every object of a snapshot again. Returns the keys that are absent from the backup or differ from their SHA-256. */
export async function proveObjects(folder: string, { manifest, objects }: ProvedSnapshot): Promise<string[]> {
  if (!manifest.objects.copied) return []
  const pool = await openFilesystemStore(dirname(dirname(folder)))
  const bad: string[] = []
  for (const { key, sha256 } of objects) {
    const found = await pool.get(key).then(digestOf, error => {
      if (error instanceof ObjectNotFound) return null
      throw error
    })
    if (found !== sha256) bad.push(key)
  }
  return bad
}

async function digestOf(stream: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of stream) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
