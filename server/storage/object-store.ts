import type { Readable } from 'node:stream'

export type PutResult = { sha256: string; size: number }
export type ObjectHead = { size: number }

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
 * Where originals and renditions live. Keys are made by `keys.ts` (`[a-z0-9/.-]`, no empty, `.` or `..` segment); an object never
 * changes once it is there. Implementations: filesystem-store.ts, s3-store.ts; suite: test/suites/object-store.suite.ts.
 */
export interface ObjectStore {
  /**
   * Streams `body` to `key` with back-pressure; resolves when the bytes are durable. SHA-256 as lowercase hex, size in bytes.
   * If the stream fails, or the digest differs from `expect.sha256`, nothing stands at the key and the error is thrown.
   * Throws ObjectExists, ChecksumMismatch, StoreUnavailable.
   */
  put(key: string, body: Readable, options?: { contentType?: string; expect?: { sha256: string } }): Promise<PutResult>
  /** Streams the object, or bytes [start, end] of it, end inclusive as in RFC 9110 §14.1.2. Throws ObjectNotFound. */
  get(key: string, range?: { start: number; end: number }): Promise<Readable>
  /** Size in bytes, or null where nothing is. */
  head(key: string): Promise<ObjectHead | null>
  /** Idempotent: deleting what is not there succeeds. */
  delete(key: string): Promise<void>
  /** Every key that starts with `prefix`, in code-point order. */
  list(prefix: string): AsyncIterable<{ key: string; size: number }>
  /** Throws StoreUnavailable when bytes could not be put now; for /readyz. */
  check(): Promise<void>
}
