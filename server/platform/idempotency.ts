import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { Db, Tx } from './db.ts'
import { newId } from './new-id.ts'
import { ProblemError } from './problem-error.ts'

/** How long an answer is kept for a client that asks again. */
const keptMs = 48 * 3_600_000
const beatEveryMs = 5_000
const deadAfterSeconds = 20

/** One run of a request that must happen once. */
export type Once = {
  /** What the same key made before, with the fingerprint of that request; null where this is the first run. */
  done: { subjectId: string; fingerprint: string } | null
  /** Notes what was made, in the transaction that makes it. Throws `still-running` where the key was lost to another run meanwhile. */
  complete(tx: Tx, made: { subjectId: string; fingerprint: string }): Promise<void>
  /** To be called at the end, however it ended: a request that failed frees its key. */
  end(): Promise<void>
}

/**
 * Takes the request's Idempotency-Key (draft-ietf-httpapi-idempotency-key-header) for this person and operation; null where it brings
 * none. Only one run holds a key: another is refused with `still-running` until it ends or its process dies (20 s). What was made is
 * kept for 48 hours; compare its fingerprint with `sameRequest` before answering with it. Throws `invalid-request`, `still-running`.
 */
export async function takeIdempotencyKey(
  db: Db,
  personId: string,
  operation: string,
  req: Pick<Request, 'get'>,
): Promise<Once | null> {
  const key = readKey(req.get('idempotency-key'))
  if (key === null) return null
  const holder = newId()
  const where = { personId, operation, key }
  const done = await claim(db, where, holder)
  if (done) return { done, complete: async () => {}, end: async () => {} }
  const beat = setInterval(() => {
    // A beat that fails is made up for by the next; `complete` decides in the end.
    db.idempotencyKey.updateMany({ where: { ...where, holder }, data: { beatAt: new Date() } }).catch(() => {})
  }, beatEveryMs)
  beat.unref()
  return {
    done: null,
    async complete(tx, { subjectId, fingerprint }) {
      const { count } = await tx.idempotencyKey.updateMany({
        where: { ...where, holder, subjectId: null },
        data: { subjectId, fingerprint },
      })
      if (count === 0) throw new ProblemError('still-running')
    },
    async end() {
      clearInterval(beat)
      await db.idempotencyKey.deleteMany({ where: { ...where, holder, subjectId: null } })
    },
  }
}

/** Throws `key-reused` unless what the key made came from the very same request. */
export function sameRequest(done: { fingerprint: string }, fingerprint: string): void {
  if (done.fingerprint !== fingerprint) throw new ProblemError('key-reused')
}

/** A digest of what makes two requests the same, as lower-case hex: members in the order in which they are given. */
export function fingerprintOf(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** Forgets keys that are old enough. */
export async function forgetIdempotencyKeys(db: Db): Promise<void> {
  await db.$executeRaw`delete from idempotency_key where expires_at < now()`
}

type Place = { personId: string; operation: string; key: string }

/** Makes the key ours, or gives what it made. One statement decides between two who come at once. */
async function claim(
  db: Db,
  { personId, operation, key }: Place,
  holder: string,
): Promise<{ subjectId: string; fingerprint: string } | null> {
  const expires = new Date(Date.now() + keptMs)
  const taken = await db.$queryRaw<unknown[]>`
    insert into idempotency_key as k (person_id, operation, key, holder, expires_at)
    values (${personId}::uuid, ${operation}, ${key}, ${holder}::uuid, ${expires})
    on conflict (person_id, operation, key) do update
      set holder = excluded.holder, beat_at = now(), expires_at = excluded.expires_at, subject_id = null, fingerprint = null
      where k.expires_at < now() or (k.subject_id is null and k.beat_at < now() - make_interval(secs => ${deadAfterSeconds}))
    returning 1`
  if (taken.length > 0) return null
  const row = await db.idempotencyKey.findUnique({ where: { personId_operation_key: { personId, operation, key } } })
  if (row?.subjectId && row.fingerprint) return { subjectId: row.subjectId, fingerprint: row.fingerprint }
  throw new ProblemError('still-running', { headers: { 'retry-after': '2' } })
}

/** A string of RFC 9651 §3.3.3 as the draft wants it, or the bare text that many clients send. */
function readKey(header: string | undefined): string | null {
  if (header === undefined) return null
  const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/.exec(header.trim())
  const key = quoted ? quoted[1]!.replace(/\\(.)/g, '$1') : header.trim()
  if (/^[\x21-\x7e][\x20-\x7e]{0,254}$/.test(key)) return key
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/headers/idempotency-key', code: 'invalid_format', detail: '1 to 255 ASCII characters' }],
  })
}
