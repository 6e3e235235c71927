import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, it, vi } from 'vitest'
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

describe('the filesystem store on a disk that fails', () => {
  const directory = join(root, 'failing')
  const bytes = randomBytes(50_000)
  /** The prototype of node's file handles, on which a disk's error can be played. */
  const handles = async () => {
    const handle = await open(root, 'r')
    await handle.close()
    return Object.getPrototypeOf(handle) as typeof handle
  }
  const failure = (code: string) => Object.assign(new Error(`${code}: played`), { code })

  it.each([
    ['EIO', 'write', false],
    ['EIO', 'sync', false],
    ['EROFS', 'sync', false],
    ['ENOSPC', 'write', true],
    ['EDQUOT', 'sync', true],
  ] as const)('acknowledges nothing after %s in %s, leaves nothing, and heals by itself', async (code, where, full) => {
    const store = await openFilesystemStore(directory)
    const key = objectKey()
    const played = vi.spyOn(await handles(), where).mockRejectedValueOnce(failure(code))
    const put = store.put(key, Readable.from([bytes]))
    await expect(put).rejects.toMatchObject({ name: 'StoreUnavailable', full })
    expect(played).toHaveBeenCalled()
    expect(await store.head(key)).toBeNull()
    expect(await readdir(join(directory, 'tmp'))).toEqual([])
    expect((await store.put(key, Readable.from([bytes]))).size).toBe(bytes.length)
  })

  it('takes the object away again when its directory cannot be synced', async () => {
    const store = await openFilesystemStore(directory)
    const key = objectKey()
    const sync = vi.spyOn(await handles(), 'sync')
    // The file's own sync goes well; the directory's, after the link, does not.
    sync.mockResolvedValueOnce(undefined).mockRejectedValueOnce(failure('EIO'))
    await expect(store.put(key, Readable.from([bytes]))).rejects.toMatchObject({ name: 'StoreUnavailable' })
    expect(await store.head(key)).toBeNull()
  })

  it('removes temporary files that nobody writes to any more, and no others', async () => {
    const store = await openFilesystemStore(directory)
    const key = objectKey()
    await store.put(key, Readable.from([bytes]))
    await writeFile(join(directory, 'tmp', 'half'), 'x')
    expect(await store.sweepUnfinished(new Date(Date.now() - 60_000))).toBe(0)
    expect(await store.sweepUnfinished(new Date(Date.now() + 60_000))).toBe(1)
    expect(await readdir(join(directory, 'tmp'))).toEqual([])
    expect(await store.head(key)).not.toBeNull()
  })
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
    await store.delete(key)
  })

  it(`refuses uploads while less than its floor is free, before the first byte and in the middle, and still takes renditions${reason ? ` (skipped: ${reason})` : ''}`, async context => {
    if (reason) return context.skip(reason)
    const large = join(root, 'floored')
    await mkdir(large)
    mountTiny(large, '64m')
    try {
      const store = await openFilesystemStore(large, 30_000_000)
      expect(await store.space()).toMatchObject({ floor: 30_000_000, total: 64 * 1024 * 1024 })
      const megabytes = (count: number) => Readable.from(Array.from({ length: count }, () => randomBytes(1_000_000)))
      const long = objectKey()
      // 64 MB and a floor of 30: forty are too many, and are stopped before the disk is.
      await expect(store.put(long, megabytes(60))).rejects.toMatchObject({ name: 'StoreUnavailable', full: true })
      expect((await store.space())!.free).toBeGreaterThan(50_000_000)
      const first = objectKey()
      await store.put(first, megabytes(40), { mayUseReserve: true })
      await expect(store.put(long, megabytes(1))).rejects.toMatchObject({ full: true, message: /too little space/ })
      expect((await store.put(objectKey(), megabytes(1), { mayUseReserve: true })).size).toBe(1_000_000)
      await store.check()
      await store.delete(first)
      expect((await store.put(long, megabytes(1))).size).toBe(1_000_000)
    } finally {
      execFileSync('umount', [large])
    }
  })
})
