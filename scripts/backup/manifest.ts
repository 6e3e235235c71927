import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '#server/platform/write-durably'

/** The layout of a snapshot; a backup of another format is refused. */
export const format = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/)

const manifestShape = z.object({
  format: z.literal(format),
  /** When the snapshot of the rows was taken, by the database's clock. */
  takenAt: z.iso.datetime(),
  /** The migrations that stood, in order: `restore` goes to the last of them first. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(
    z.object({
      schema: name,
      table: name,
      columns: z.array(name).min(1),
      rows: z.number().int(),
      file: z.string(),
      sha256,
    }),
  ),
  sequences: z.array(z.object({ schema: name, sequence: name, value: z.string().regex(/^\d+$/).nullable() })),
  /** `objects.tsv`: key, sha256 and size of each object that the rows name. */
  objects: z.object({ count: z.number().int(), bytes: z.number().int(), sha256, copied: z.boolean() }),
  /** Keys that the rows name and the store did not have, or had otherwise than the rows say. */
  missing: z.array(z.string()),
  secrets: z.object({ sha256 }),
  audit: z.object({ seq: z.string(), hash: z.string() }),
})
/** What a snapshot holds and the digests by which it is proved. */
export type Manifest = z.infer<typeof manifestShape>

/** Writes `manifest.json`, the last file of a snapshot. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeDurably(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Reads a snapshot's manifest. Throws where there is none, or one of another format. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(error => {
    throw new Error(`no snapshot stands at ${folder}`, { cause: error })
  })
  return manifestShape.parse(JSON.parse(text))
}
