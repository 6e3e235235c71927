import { type Db, Prisma } from '#server/platform/db'
import {
  type ChainDetail,
  type ChainEntry,
  detailColumns,
  entryColumns,
  genesis,
  linkHash,
  whatHash,
  whoHash,
} from './chain-hash.ts'

export type ChainBreak = {
  seq: number
  entryId: string
  reason:
    | 'gap'
    | 'wrong-previous'
    | 'entry-gone'
    | 'entry-changed'
    | 'detail-gone'
    | 'who-changed'
    | 'what-changed'
    | 'no-erasure'
}
/** How far a chain was read. `at` is when the head's entry was written. */
export type ChainHead = { seq: bigint; hash: string; at: string | null }
export type ChainReport = {
  /** The last link that holds. */
  head: ChainHead
  /** Links read in this run, and those among them whose person was erased. */
  read: number
  erased: number
  broken: ChainBreak | null
  /** Entries that no link holds yet. */
  waiting: number
}
type Row = {
  seq: bigint
  entryId: string
  prev: string
  hash: string
  who: string
  what: string
  erasure: string | null
} & {
  [K in keyof (ChainEntry & ChainDetail)]: (ChainEntry & ChainDetail)[K] | null
} & { hasDetail: boolean }

const batch = 2_000
/** Where a reading from the beginning starts. */
export const chainStart: ChainHead = { seq: 0n, hash: genesis, at: null }

/** Proves the links after `from`, one after the other, and stops at the first that does not hold. Reads in batches of 2,000. */
export async function verifyChain(db: Db, from: ChainHead = chainStart): Promise<ChainReport> {
  let head = from
  let [read, erased] = [0, 0]
  for (;;) {
    const rows = await linksAfter(db, head.seq)
    for (const row of rows) {
      const reason = flawOf(row, head)
      if (reason) {
        const broken = { seq: Number(row.seq), entryId: row.entryId, reason }
        return { head, read, erased, broken, waiting: await waitingEntries(db) }
      }
      head = { seq: row.seq, hash: row.hash, at: row.at }
      read += 1
      if (row.erasure) erased += 1
    }
    if (rows.length < batch) return { head, read, erased, broken: null, waiting: await waitingEntries(db) }
  }
}

function linksAfter(db: Db, seq: bigint): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select l.seq, l.entry_id as "entryId", l.prev, l.hash, l.who_hash as who, l.what_hash as what, x.act as erasure,
      d.entry_id is not null as "hasDetail", ${entryColumns}, ${detailColumns}
    from audit_link l
    left join audit_entry e on e.id = l.entry_id
    left join audit_detail d on d.entry_id = l.entry_id
    left join audit_entry x on x.id = d.erased_by
    where l.seq > ${seq} order by l.seq limit ${Prisma.raw(String(batch))}`
}

function flawOf(row: Row, head: ChainHead): ChainBreak['reason'] | null {
  if (row.seq !== head.seq + 1n) return 'gap'
  if (row.prev !== head.hash) return 'wrong-previous'
  if (row.id === null) return 'entry-gone'
  if (linkHash(row.seq, row.prev, row as ChainEntry, row.who, row.what) !== row.hash) return 'entry-changed'
  if (!row.hasDetail) return 'detail-gone'
  const detail = row as ChainDetail
  if ((!detail.whoSalt || !detail.whatSalt) && row.erasure !== 'person.erase') return 'no-erasure'
  if (detail.whoSalt && whoHash(detail) !== row.who) return 'who-changed'
  if (detail.whatSalt && whatHash(detail) !== row.what) return 'what-changed'
  return null
}

// Not from audit_waiting alone: whoever may delete there must not be able to hide an entry from the chain.
async function waitingEntries(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from audit_entry e where not exists (select from audit_link l where l.entry_id = e.id)`
  return row?.n ?? 0
}
