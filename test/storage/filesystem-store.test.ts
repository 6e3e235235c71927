import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { objectKey } from '#server/storage/keys'
import { StoreUnavailable } from '#server/storage/object-store'
import { objectStoreSuite } from '../suites/object-store.suite.ts'

const root = await mkdtemp(join(tmpdir(), 'store-'))
afterAll(() => rm(root, { recursive: true, force: true }))

describe('the filesystem store', () => objectStoreSuite(() => openFilesystemStore(join(root, 'suite'))))

describe('the filesystem store on its disk', () => {
  const directory = join(root, 'own')
  const bytes = randomBytes(100_000)
  const temps = () => readdir(join(directory, 'tmp'))
  const broken = () =>
    Readable.from(
      (async function* () {
        yield bytes
        throw new Error('torn')
      })(),
    )

  it('leaves no temporary file, neither after a put nor after one that failed', async () => {
    const store = await openFilesystemStore(directory)
    const key = objectKey()
    await store.put(key, Readable.from([bytes]))
    await expect(store.put(objectKey(), broken())).rejects.toThrow('torn')
    await expect(store.put(objectKey(), Readable.from([bytes]), { expect: { sha256: 'no' } })).rejects.toThrow()
    await store.check()
    expect(await temps()).toEqual([])
  })

  it('makes files that the group may read and nobody else', async () => {
    const store = await openFilesystemStore(directory)
    const key = objectKey()
    await store.put(key, Readable.from([bytes]))
    const path = join(directory, key)
    // A stricter umask may take bits away; it never adds any.
    expect((await stat(path)).mode & 0o777 & ~0o640).toBe(0)
    expect((await stat(join(path, '..'))).mode & 0o777 & ~0o750).toBe(0)
    expect((await stat(path)).nlink).toBe(1)
  })

  it('names the file of an object on this machine', async () => {
    const store = await openFilesystemStore(directory)
    const key = objectKey()
    await store.put(key, Readable.from([bytes]))
    const path = store.localPath?.(key)
    expect(path && (await readFile(path)).equals(bytes)).toBe(true)
  })

  it('passes over files that are not its own when it lists', async () => {
    const store = await openFilesystemStore(join(root, 'foreign'))
    await mkdir(join(root, 'foreign', 'lost+found'))
    await writeFile(join(root, 'foreign', 'Thumbs.db'), 'x')
    await writeFile(join(root, 'foreign', 'lost+found', 'a'), 'x')
    await writeFile(join(root, 'foreign', 'tmp', 'half'), 'x')
    const found = []
    for await (const entry of store.list('')) found.push(entry)
    expect(found).toEqual([])
  })

  it('leaves nothing at the key when the process is killed in the middle of a put', async () => {
    const key = objectKey()
    const script = join(import.meta.dirname, 'torn-put.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, directory, key], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const half = await temps()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(half).toHaveLength(1)
    const store = await openFilesystemStore(directory)
    expect(await store.head(key)).toBeNull()
    await store.put(key, Readable.from([bytes]))
    expect((await buffer(await store.get(key))).equals(bytes)).toBe(true)
    // Half a file stays in tmp, for the sweeper: another process may be writing it.
    expect(await temps()).toEqual(half)
    await rm(join(directory, 'tmp', half[0]!))
  }, 30_000)

  it('says that it is unavailable while its directory is away, writes nothing in its place, and heals by itself', async () => {
    const place = join(root, 'volume')
    const store = await openFilesystemStore(place)
    await rename(place, `${place}-away`)
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', full: false })
    await expect(store.put(objectKey(), Readable.from([bytes]))).rejects.toMatchObject({
      name: 'StoreUnavailable',
      full: false,
    })
    await expect(stat(place)).rejects.toThrow('ENOENT')
    await rename(`${place}-away`, place)
    await store.check()
    expect((await store.put(objectKey(), Readable.from([bytes]))).size).toBe(bytes.length)
  })

  it('refuses to open where no directory can be', async () => {
    await writeFile(join(root, 'file'), 'x')
    await expect(openFilesystemStore(join(root, 'file'))).rejects.toBeInstanceOf(StoreUnavailable)
  })

  it.skipIf(process.getuid?.() === 0)(
    'says that it is unavailable where it may not write (skipped: root may write anywhere)',
    async () => {
      const place = join(root, 'closed')
      const store = await openFilesystemStore(place)
      await chmod(join(place, 'tmp'), 0o500)
      await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', full: false })
      await chmod(join(place, 'tmp'), 0o750)
      await store.check()
    },
  )
})

/** Mounts a file system of `size` bytes, or says why it cannot. */
function mountTiny(place: string, size: string): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', place], { stdio: 'pipe' })
    return null
  } catch (error) {
    return `cannot mount a tmpfs here: ${String(error).split('\n')[0]}`
  }
}

describe('the filesystem store on a full disk', async () => {
  const place = join(root, 'tiny')
  await mkdir(place)
  const reason = mountTiny(place, '2m')
  if (reason) console.warn(`the test of a full disk is skipped: ${reason}`)
  afterAll(() => {
    if (!reason) execFileSync('umount', [place])
  })

  it(`keeps nothing, says that it is full, and takes bytes again when there is room${reason ? ` (skipped: ${reason})` : ''}`, async context => {
    if (reason) return context.skip(reason)
    const store = await openFilesystemStore(place)
    const first = objectKey()
    await store.put(first, Readable.from([randomBytes(1_000_000)]))
    const key = objectKey()
    const put = store.put(key, Readable.from([randomBytes(1_000_000), randomBytes(1_000_000)]))
    await expect(put).rejects.toMatchObject({ name: 'StoreUnavailable', full: true })
    expect(await store.head(key)).toBeNull()
    expect(await readdir(join(place, 'tmp'))).toEqual([])
    await store.delete(first)
    await store.check()
    expect((await store.put(key, Readable.from([randomBytes(1_000_000)]))).size).toBe(1_000_000)
  })
})
