import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const { resolve } = createRequire(createRequire(import.meta.url).resolve('exiftool-vendored'))
const exiftool = join(dirname(resolve('exiftool-vendored.pl/bin/exiftool')), 'exiftool')

export type Tags = Record<string, string | number | string[] | object[]>

/** The file with these tags written by exiftool itself, apart from the hub's own code. `more`: further arguments, as `-charset iptc=Latin`. */
export async function embed(bytes: Uint8Array, ending: string, tags: Tags, more: string[] = []): Promise<Buffer> {
  return inFolder(async folder => {
    const [path, list] = [join(folder, `in.${ending}`), join(folder, 'tags.json')]
    await writeFile(path, bytes)
    await writeFile(list, JSON.stringify([{ SourceFile: '*', ...tags }]))
    await run('perl', [exiftool, '-m', '-charset', 'iptc=utf8', ...more, `-json=${list}`, '-overwrite_original', path])
    return readFile(path)
  })
}

/** What exiftool itself reads of a file, by `group:tag`. */
export async function tagsOf(bytes: Uint8Array, ending: string): Promise<Record<string, unknown>> {
  return inFolder(async folder => {
    const path = join(folder, `read.${ending}`)
    await writeFile(path, bytes)
    const args = [exiftool, '-json', '-G1', '-struct', '-a', '-charset', 'iptc=utf8', path]
    const { stdout } = await run('perl', args, { maxBuffer: 64 * 1_048_576 })
    return JSON.parse(stdout)[0]
  })
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'embed-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
