import { createHash } from 'node:crypto'
import { Prisma } from '#server/platform/db'
import { canonicalJson } from './canonical-json.ts'

/** An entry as the chain reads it: `at` in UTC with microseconds, as Postgres keeps it and no JavaScript Date can. */
export type ChainEntry = {
  id: string
  at: string
  unitId: string | null
  act: string
  subjectKind: string
  subjectId: string
  requestId: string | null
  apiKeyId: string | null
}
export type ChainDetail = {
  personId: string | null
  address: string | null
  whoSalt: string | null
  before: unknown
  after: unknown
  whatSalt: string | null
}

/** What stands before the first link. */
export const genesis = '0'.repeat(64)

/** The columns of ChainEntry, from `audit_entry e`. */
export const entryColumns = Prisma.sql`
  e.id, to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.unit_id as "unitId", e.act,
  e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.request_id as "requestId",
  e.api_key_id as "apiKeyId"`
/** The columns of ChainDetail, from `audit_detail d`. */
export const detailColumns = Prisma.sql`
  d.person_id as "personId", d.address, d.who_salt as "whoSalt", d.before, d.after, d.what_salt as "whatSalt"`

/** SHA-256 of who acted and from where. With the salt gone it tells nothing: neither ids nor addresses can be tried against it. */
export function whoHash({ personId, address, whoSalt }: ChainDetail): string {
  return sha256(canonicalJson({ salt: whoSalt, personId, address }))
}

/** SHA-256 of what the record shows, salted as `whoHash` is. */
export function whatHash({ before, after, whatSalt }: ChainDetail): string {
  return sha256(canonicalJson({ salt: whatSalt, before, after }))
}

/** The hash of a link: over its number, its entry, the two salted hashes and the hash of the link before it. */
export function linkHash(seq: bigint, prev: string, entry: ChainEntry, who: string, what: string): string {
  const { id, at, unitId, act, subjectKind, subjectId, requestId, apiKeyId } = entry
  const said = { id, at, unitId, act, subjectKind, subjectId, requestId, apiKeyId }
  return sha256(canonicalJson({ seq: String(seq), prev, entry: said, who, what }))
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
