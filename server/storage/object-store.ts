import type { Readable } from 'node:stream'

export type PutResult = { sha256: string; size: number }
export type ObjectHead = { size: number }
export type PutOptions = {
  contentType?: string
  expect?: { sha256: string }
  /** For what the hub itself makes of bytes that it has taken: may use the space that uploads must leave free. */
  mayUseReserve?: boolean
}
/** One object as `list` finds it; `changedAt` is when it came to its key, by the store's own clock. */
export type ListedObject = { key: string; size: number; changedAt: Date }
/** Bytes of the volume that the store is on, and how many of them uploads must leave free. */
export type StoreSpace = { free: number; total: number; floor: number }
/** Bytes [start, end], end inclusive as in RFC 9110 §14.1.2. An end past the last byte means the last byte. */
export type ByteRange = { start: number; end: number }

/** What stands at no key. */
export class ObjectNotFound extends Error {
  override name = 'ObjectNotFound'
}
/** The key is taken: objects never change. */
export class ObjectExists extends Error {
  override name = 'ObjectExists'
}
/** The bytes do not have the SHA-256 that the caller expected; nothing is kept. */
export class ChecksumMismatch extends Error {
  override name = 'ChecksumMismatch'
}
/** The store cannot take or give bytes now: no space (`full`), or not reachable. Nothing was acknowledged. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
  readonly full: boolean
  constructor(message: string, options: { full: boolean; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.full = options.full
  }
}

/**
 * Where originals and renditions live. Keys are made by `keys.ts` (`[a-z0-9/.-]`, no empty, `.` or `..` segment); every method
 * throws RangeError for another. An object never changes once it is there. A store that failed heals by itself when its disk or
 * server does. Implementations: filesystem-store.ts, s3-store.ts; suite: test/suites/object-store.suite.ts.
 */
export interface ObjectStore {
  /**
   * Streams `body` to `key` with back-pressure; resolves when the bytes are durable. SHA-256 as lowercase hex, size in bytes.
   * If the stream fails, or the digest differs from `expect.sha256`, nothing stands at the key and the error is thrown.
   * However it fails, `body` is destroyed: an HTTP request behind it must be drained by the caller.
   * Throws ObjectExists, ChecksumMismatch, StoreUnavailable, or the stream's own error.
   */
  put(key: string, body: Readable, options?: PutOptions): Promise<PutResult>
  /**
   * As `put`, from a whole file on this machine that nobody writes any more; a store may link it in the place of copying. `measured`
   * spares reading it where its digest and size are known already. The file stays where it is.
   */
  putLocal?(key: string, path: string, options?: PutOptions & { measured?: PutResult }): Promise<PutResult>
  /**
   * Streams the object or a range of it. The caller reads to the end or destroys the stream.
   * Throws ObjectNotFound or StoreUnavailable before a stream is handed out, RangeError for a range that starts past the last byte.
   */
  get(key: string, range?: ByteRange): Promise<Readable>
  /** Size in bytes, or null where nothing is. Throws StoreUnavailable. */
  head(key: string): Promise<ObjectHead | null>
  /** Idempotent: deleting what is not there succeeds. Throws StoreUnavailable. */
  delete(key: string): Promise<void>
  /** Every key that starts with `prefix`, in code-point order. Half-written objects are not listed. Throws StoreUnavailable. */
  list(prefix: string): AsyncIterable<ListedObject>
  /**
   * Removes what puts that were cut off before `before` left behind (temporary files, multipart uploads, probes); answers how many.
   * No object is touched. Throws StoreUnavailable.
   */
  sweepUnfinished(before: Date): Promise<number>
  /** How much room there is; null where the store cannot know. Throws StoreUnavailable. */
  space(): Promise<StoreSpace | null>
  /** Throws StoreUnavailable when bytes could not be put now; for /readyz. */
  check(): Promise<void>
  /**
   * Where the store's files are on this machine, the absolute path of an object, for reading only: it saves a decoder's copy.
   * Null, or absent, where bytes are elsewhere; says nothing about whether the object exists.
   */
  localPath?(key: string): string | null
}

/** Throws RangeError unless `range` is two whole numbers in order. */
export function assertRange(range: ByteRange): void {
  const whole = Number.isSafeInteger(range.start) && Number.isSafeInteger(range.end)
  if (!whole || range.start < 0 || range.end < range.start) throw new RangeError('not a byte range')
}
