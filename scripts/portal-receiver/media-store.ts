import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeWhole } from './write-whole.ts'

export type Upload = { sha256: string; sizeInBytes: number; contentType: string }
export type Media = { contentType: string; sizeInBytes: number }

/** Files by the SHA-256 of their bytes: `media/<sha256>` with `media/<sha256>.json`; unfinished ones in `uploads/`. */
export async function openMediaStore(dir: string) {
  const media = join(dir, 'media')
  const uploads = join(dir, 'uploads')
  for (const folder of [media, uploads]) await mkdir(folder, { recursive: true })
  const path = (sha256: string) => join(media, sha256)
  const part = (sha256: string) => join(uploads, sha256)

  /** Moves a finished file to its place, if its bytes are what its name says. */
  async function finish(file: string, sha256: string, contentType: string): Promise<boolean> {
    const hash = createHash('sha256')
    let sizeInBytes = 0
    for await (const chunk of createReadStream(file)) {
      hash.update(chunk as Buffer)
      sizeInBytes += (chunk as Buffer).length
    }
    if (hash.digest('hex') !== sha256) {
      await rm(file, { force: true })
      return false
    }
    await writeWhole(`${path(sha256)}.json`, JSON.stringify({ contentType, sizeInBytes } satisfies Media))
    await rename(file, path(sha256))
    const folder = await open(media, 'r')
    await folder.sync().finally(() => folder.close())
    return true
  }

  return {
    async find(sha256: string): Promise<Media | null> {
      if ((await sizeOf(path(sha256))) === null) return null
      return JSON.parse(await readFile(`${path(sha256)}.json`, 'utf8')) as Media
    },
    read: (sha256: string): Readable => createReadStream(path(sha256)),
    async list(): Promise<string[]> {
      return (await readdir(media)).filter(name => /^[0-9a-f]{64}$/.test(name)).sort()
    },
    async remove(sha256: string): Promise<void> {
      await rm(path(sha256), { force: true })
      await rm(`${path(sha256)}.json`, { force: true })
    },
    /** Streams a whole file in; false where its bytes differ from `sha256`, and then nothing is kept. */
    async put(sha256: string, contentType: string, body: Readable): Promise<boolean> {
      const temp = join(uploads, `${sha256}.${Math.random().toString(36).slice(2)}.tmp`)
      try {
        await pipeline(body, createWriteStream(temp, { flush: true }))
        return await finish(temp, sha256, contentType)
      } catch (error) {
        await rm(temp, { force: true })
        throw error
      }
    },
    /** Begins or finds the resumable upload of this file: one a digest, so that a sender that lost its Location finds it again. */
    async beginUpload(upload: Upload): Promise<void> {
      if ((await sizeOf(part(upload.sha256))) === null) await writeWhole(part(upload.sha256), '')
      await writeWhole(`${part(upload.sha256)}.json`, JSON.stringify(upload))
    },
    async findUpload(sha256: string): Promise<(Upload & { offset: number }) | null> {
      const offset = await sizeOf(part(sha256))
      if (offset === null) return null
      return { ...(JSON.parse(await readFile(`${part(sha256)}.json`, 'utf8')) as Upload), offset }
    },
    /** Appends from `upload.offset`; what came before a torn connection stays and counts. Answers the new offset. */
    async append(upload: Upload & { offset: number }, body: Readable): Promise<number> {
      const file = part(upload.sha256)
      await pipeline(body, createWriteStream(file, { flags: 'r+', start: upload.offset, flush: true })).catch(() => {})
      const offset = (await sizeOf(file)) ?? 0
      if (offset > upload.sizeInBytes) await truncate(file, upload.sizeInBytes)
      return Math.min(offset, upload.sizeInBytes)
    },
    async finishUpload(upload: Upload): Promise<boolean> {
      const good = await finish(part(upload.sha256), upload.sha256, upload.contentType)
      await rm(`${part(upload.sha256)}.json`, { force: true })
      return good
    },
  }
}
export type MediaStore = Awaited<ReturnType<typeof openMediaStore>>

async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return found?.size ?? null
}
