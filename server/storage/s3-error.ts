import { ChecksumMismatch, ObjectExists, ObjectNotFound, StoreUnavailable } from './object-store.ts'

type Answer = { name: string; status: number | undefined }

function answerOf(error: unknown): Answer {
  const name = error instanceof Error ? error.name : ''
  const metadata =
    error instanceof Error && '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {}
  return { name, status: metadata?.httpStatusCode }
}

/** Whether the server says that nothing is at the key. A missing bucket is a fault of the store, not an absent object. */
export function isMissing(error: unknown): boolean {
  const { name, status } = answerOf(error)
  return name === 'NoSuchKey' || name === 'NotFound' || (status === 404 && name !== 'NoSuchBucket')
}

/** Whether a conditional write lost: 412 for an object that stands, 409 for one that another writer is just making. */
export function isTaken(error: unknown): boolean {
  const { name, status } = answerOf(error)
  return status === 412 || status === 409 || name === 'PreconditionFailed' || name === 'ConditionalRequestConflict'
}

/** Whether the server does not know the header that we sent (RFC 9110 §15.6.2 is what most of them answer). */
export function isUnsupported(error: unknown): boolean {
  const { name, status } = answerOf(error)
  return status === 501 || name === 'NotImplemented'
}

/** 416: a range that starts past the last byte. */
export function isBadRange(error: unknown): boolean {
  const { name, status } = answerOf(error)
  return status === 416 || name === 'InvalidRange'
}

const own = [ObjectNotFound, ObjectExists, ChecksumMismatch, StoreUnavailable, RangeError]
// MinIO says XMinioStorageFull (507), Ceph and Versity QuotaExceeded (403).
const fullNames = /StorageFull|QuotaExceeded|InsufficientStorage|NoSpace/i

/** Anything that the SDK throws (SlowDown, 503, a timeout, a refused connection, bad credentials) as StoreUnavailable. */
export function asUnavailable(error: unknown): Error {
  if (own.some(kind => error instanceof kind)) return error as Error
  const { name, status } = answerOf(error)
  return new StoreUnavailable(`the object store answers ${name || 'nothing'}${status ? ` (${status})` : ''}`, {
    full: status === 507 || fullNames.test(name),
    cause: error,
  })
}
