import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/platform/new-id'
import { objectKey } from '#server/storage/keys'
import { ChecksumMismatch, ObjectExists, ObjectNotFound, type ObjectStore } from '#server/storage/object-store'

const MiB = 1024 * 1024
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const streamOf = (bytes: Uint8Array, chunk = 64 * 1024) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
    })(),
  )

/** A stream that gives `size` bytes and then fails, as a client does that goes away in the middle of its upload. */
function tornStream(size: number): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0; at < size; at += 64 * 1024) yield randomBytes(64 * 1024)
      throw new Error('the client went away')
    })(),
  )
}

async function keysUnder(store: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of store.list(prefix)) keys.push(key)
  return keys
}

async function expectNothingAt(store: ObjectStore, key: string): Promise<void> {
  expect(await store.head(key)).toBeNull()
  expect(await keysUnder(store, key)).toEqual([])
  await expect(store.get(key)).rejects.toBeInstanceOf(ObjectNotFound)
}

/**
 * What every ObjectStore does. `open` opens a store on the same place each time it is called; the place may hold other objects, for
 * the suite works under keys of its own. `racesInParts` says of a server that cannot keep two large puts to one key apart, and which.
 */
export function objectStoreSuite(open: () => Promise<ObjectStore>, racesInParts?: string): void {
  let store: ObjectStore
  beforeAll(async () => {
    store = await open()
  })

  describe('put and get', () => {
    it('gives back the bytes that were put, with their size and SHA-256', async () => {
      const key = objectKey()
      const bytes = randomBytes(300_001)
      expect(await store.put(key, streamOf(bytes))).toEqual({ sha256: sha256(bytes), size: bytes.length })
      expect(sha256(await buffer(await store.get(key)))).toBe(sha256(bytes))
      expect(await store.head(key)).toEqual({ size: bytes.length })
    })

    it('keeps an object of no bytes', async () => {
      const key = objectKey()
      expect(await store.put(key, Readable.from([]))).toEqual({ sha256: sha256(Buffer.alloc(0)), size: 0 })
      expect(await buffer(await store.get(key))).toHaveLength(0)
      expect(await store.head(key)).toEqual({ size: 0 })
    })

    it('keeps an object of 20 MiB, larger than one part, when the digest is the expected one', async () => {
      const key = objectKey()
      const bytes = randomBytes(20 * MiB)
      const expected = sha256(bytes)
      expect(await store.put(key, streamOf(bytes, 1_000_003), { expect: { sha256: expected } })).toEqual({
        sha256: expected,
        size: bytes.length,
      })
      expect(sha256(await buffer(await store.get(key)))).toBe(expected)
    })

    it('keeps objects of exactly one and exactly two parts whole', async () => {
      for (const size of [8 * MiB, 16 * MiB]) {
        const key = objectKey()
        const bytes = randomBytes(size)
        await store.put(key, streamOf(bytes))
        expect(sha256(await buffer(await store.get(key)))).toBe(sha256(bytes))
      }
    })
  })

  describe('ranges', () => {
    const key = objectKey()
    const bytes = randomBytes(200_000)
    beforeAll(async () => {
      await store.put(key, streamOf(bytes))
    })

    it.each([
      ['the first byte', 0, 0],
      ['bytes in the middle, the end included', 1_000, 150_000],
      ['the last byte', 199_999, 199_999],
      ['everything', 0, 199_999],
    ])('gives %s', async (_name, start, end) => {
      const got = await buffer(await store.get(key, { start, end }))
      expect(got.equals(bytes.subarray(start, end + 1))).toBe(true)
    })

    it('takes an end past the last byte as the last byte', async () => {
      const got = await buffer(await store.get(key, { start: 199_990, end: 10_000_000 }))
      expect(got.equals(bytes.subarray(199_990))).toBe(true)
    })

    it('refuses a range that starts past the last byte, or is not one', async () => {
      await expect(store.get(key, { start: 200_000, end: 200_001 })).rejects.toBeInstanceOf(RangeError)
      await expect(store.get(key, { start: 5, end: 4 })).rejects.toBeInstanceOf(RangeError)
      await expect(store.get(key, { start: -1, end: 4 })).rejects.toBeInstanceOf(RangeError)
    })

    it('says that nothing is there before it hands out a stream', async () => {
      await expect(store.get(objectKey(), { start: 0, end: 9 })).rejects.toBeInstanceOf(ObjectNotFound)
      await expect(store.get(objectKey())).rejects.toBeInstanceOf(ObjectNotFound)
      expect(await store.head(objectKey())).toBeNull()
    })
  })

  describe('what fails leaves nothing', () => {
    it.each([
      ['in its first part', 100_000],
      ['after two parts', 17 * MiB],
    ])('keeps nothing of a stream that breaks %s, and throws its error', async (_name, size) => {
      const key = objectKey()
      await expect(store.put(key, tornStream(size))).rejects.toThrow('the client went away')
      await expectNothingAt(store, key)
      const bytes = randomBytes(10)
      await store.put(key, streamOf(bytes))
      expect((await buffer(await store.get(key))).equals(bytes)).toBe(true)
    })

    it('keeps nothing of a stream that was destroyed before or during the put', async () => {
      const [before, during] = [objectKey(), objectKey()]
      await expect(store.put(before, new Readable({ read() {} }).destroy())).rejects.toBeInstanceOf(Error)
      const body = new Readable({ read() {} })
      body.push(randomBytes(1_000))
      const putting = store.put(during, body)
      body.destroy()
      await expect(putting).rejects.toBeInstanceOf(Error)
      await expectNothingAt(store, before)
      await expectNothingAt(store, during)
    })

    it.each([
      ['small', 1_000],
      ['of several parts', 17 * MiB],
    ])('keeps nothing of an object %s whose SHA-256 is not the expected one', async (_name, size) => {
      const key = objectKey()
      const put = store.put(key, streamOf(randomBytes(size)), { expect: { sha256: sha256(Buffer.from('other')) } })
      await expect(put).rejects.toBeInstanceOf(ChecksumMismatch)
      await expectNothingAt(store, key)
    })

    it('destroys the stream that it did not read to the end', async () => {
      const key = objectKey()
      await store.put(key, Readable.from([Buffer.from('first')]))
      const body = streamOf(randomBytes(1_000))
      await expect(store.put(key, body)).rejects.toBeInstanceOf(ObjectExists)
      expect(body.destroyed).toBe(true)
    })
  })

  describe('an object never changes', () => {
    it('refuses a second put to a key and keeps the first bytes', async () => {
      const key = objectKey()
      const first = randomBytes(1_000)
      await store.put(key, streamOf(first))
      await expect(store.put(key, streamOf(randomBytes(1_000)))).rejects.toBeInstanceOf(ObjectExists)
      expect((await buffer(await store.get(key))).equals(first)).toBe(true)
    })

    const oneWins = async (size: number) => {
      const key = objectKey()
      const other = await open()
      const bodies = [0, 1, 2, 3].map(() => randomBytes(size))
      const puts = await Promise.allSettled(bodies.map((bytes, i) => (i % 2 ? other : store).put(key, streamOf(bytes))))
      const won = puts.flatMap(put => (put.status === 'fulfilled' ? [put.value.sha256] : []))
      const lost = puts.flatMap(put => (put.status === 'rejected' ? [put.reason.name] : []))
      expect(lost).toEqual(['ObjectExists', 'ObjectExists', 'ObjectExists'])
      expect([sha256(await buffer(await store.get(key)))]).toEqual(won)
    }
    it('lets exactly one of several puts of small objects to one key win, from two stores', () => oneWins(1_000))

    it.skipIf(racesInParts !== undefined)(
      `lets exactly one of several puts of objects of several parts to one key win, from two stores${racesInParts ? ` (skipped: ${racesInParts})` : ''}`,
      () => oneWins(9 * MiB),
    )
  })

  describe('delete', () => {
    it('removes the object, succeeds where nothing is, and frees the key', async () => {
      const key = objectKey()
      await store.put(key, Readable.from([Buffer.from('a')]))
      await store.delete(key)
      await expectNothingAt(store, key)
      await store.delete(key)
      await store.put(key, Readable.from([Buffer.from('b')]))
      expect((await buffer(await store.get(key))).toString()).toBe('b')
    })
  })

  describe('list', () => {
    it('gives the keys that start with the prefix, in code-point order, with sizes', async () => {
      const folder = `suite/${newId()}`
      const names = ['b/1', 'a-b', 'a/b', 'a.c', 'a0', 'a/a/z', 'ab']
      for (const name of names) await store.put(`${folder}/${name}`, Readable.from([Buffer.from(name)]))
      const all = []
      for await (const entry of store.list(`${folder}/`)) all.push(entry)
      const ordered = ['a-b', 'a.c', 'a/a/z', 'a/b', 'a0', 'ab', 'b/1']
      expect(all.map(({ key, size }) => ({ key, size }))).toEqual(
        ordered.map(name => ({ key: `${folder}/${name}`, size: name.length })),
      )
      for (const { changedAt } of all) expect(Math.abs(Date.now() - changedAt.getTime())).toBeLessThan(60_000)
      expect(await keysUnder(store, `${folder}/a/`)).toEqual([`${folder}/a/a/z`, `${folder}/a/b`])
      expect(await keysUnder(store, `${folder}/a`)).toHaveLength(6)
      expect(await keysUnder(store, `${folder}/c`)).toEqual([])
    })

    it('gives everything for the empty prefix, and never what the store keeps for itself', async () => {
      const key = objectKey()
      await store.put(key, Readable.from([Buffer.from('a')]))
      await store.check()
      const keys = await keysUnder(store, '')
      expect(keys).toContain(key)
      expect(keys.filter(each => each.startsWith('tmp'))).toEqual([])
    })
  })

  describe('back-pressure', () => {
    it('holds a bounded part of a large object in memory while it is put', async () => {
      const collect = collector()
      // What earlier tests left behind would count as ours to lose.
      collect()
      const before = process.memoryUsage().arrayBuffers
      const total = 192 * MiB
      let given = 0
      let peak = 0
      const body = new Readable({
        read() {
          if (given >= total) return void this.push(null)
          // Fresh memory each time: chunks that are held on to add up.
          const chunk = Buffer.alloc(MiB, given / MiB)
          given += chunk.length
          if (given % (16 * MiB) === 0) {
            collect()
            peak = Math.max(peak, process.memoryUsage().arrayBuffers - before)
          }
          this.push(chunk)
        },
      })
      const { size } = await store.put(objectKey(), body)
      expect(size).toBe(total)
      expect(peak).toBeGreaterThan(0)
      expect(peak / MiB).toBeLessThan(96)
    }, 120_000)

    it('does not read ahead of a slow reader', async () => {
      const key = objectKey()
      await store.put(key, streamOf(randomBytes(48 * MiB)))
      const collect = collector()
      collect()
      const before = process.memoryUsage().arrayBuffers
      const stream = await store.get(key)
      const pieces = stream[Symbol.asyncIterator]()
      const first = await pieces.next()
      // Another object goes through meanwhile: the time in which a store that does not wait would have read the whole.
      await store.put(objectKey(), streamOf(Buffer.alloc(2 * MiB)))
      await buffer(await store.get(key, { start: 0, end: 2 * MiB }))
      collect()
      expect((process.memoryUsage().arrayBuffers - before) / MiB).toBeLessThan(16)
      let size = first.value.length
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) size += next.value.length
      expect(size).toBe(48 * MiB)
    })
  })

  describe('hostile keys', () => {
    it.each([
      '',
      '/etc/passwd',
      '../outside',
      'objects/../../outside',
      'objects/./a',
      'objects//a',
      'objects/a/',
      'objects/a\0b',
      'objects/A',
      'objects/bàn',
      'objects/a b',
      'objects/a\\..\\b',
      'tmp/a',
      `objects/${'a'.repeat(600)}`,
    ])('refuses %j in every method', async key => {
      await expect(store.put(key, Readable.from([Buffer.from('a')]))).rejects.toBeInstanceOf(RangeError)
      await expect(store.get(key)).rejects.toBeInstanceOf(RangeError)
      await expect(store.head(key)).rejects.toBeInstanceOf(RangeError)
      await expect(store.delete(key)).rejects.toBeInstanceOf(RangeError)
      if (store.localPath) expect(() => store.localPath?.(key)).toThrow(RangeError)
    })

    it.each(['../', '/', 'objects/../', 'objects//', 'OBJECTS'])('refuses to list %j', async prefix => {
      await expect(keysUnder(store, prefix)).rejects.toBeInstanceOf(RangeError)
    })
  })

  it('says that it can take bytes', async () => {
    await expect(store.check()).resolves.toBeUndefined()
  })
}

/** Collects garbage at once, so that what is measured after it is what is held. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // What one collection found is freed in the background, at the latest as the next one begins.
  return () => {
    collect()
    collect()
  }
}
