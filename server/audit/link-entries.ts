import type { Tx } from '#server/platform/db'
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

type Link = { seq: bigint; entryId: string; who: string; what: string; prev: string; hash: string }

/**
 * Links up to `limit` committed entries behind the last link, oldest first, and returns how many. An entry that commits late simply
 * comes later. One at a time does this, by an advisory lock of the transaction: with `wait` it waits for its turn, else it
 * leaves the work to whoever holds the lock and returns 0.
 */
export async function linkEntries(tx: Tx, options: { limit: number; wait: boolean }): Promise<number> {
  if (!(await takeLock(tx, options.wait))) return 0
  const rows = await tx.$queryRaw<(ChainEntry & ChainDetail)[]>`
    select ${entryColumns}, ${detailColumns}
    from audit_waiting w join audit_entry e on e.id = w.entry_id join audit_detail d on d.entry_id = e.id
    order by e.id limit ${options.limit}`
  if (rows.length === 0) return 0
  await insertLinks(tx, chain(await lastLink(tx), rows))
  await tx.$executeRaw`delete from audit_waiting where entry_id = any(${rows.map(row => row.id)}::uuid[])`
  return rows.length
}

async function takeLock(tx: Tx, wait: boolean): Promise<boolean> {
  if (wait) {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('hub.audit-chain'))`
    return true
  }
  const [row] = await tx.$queryRaw<{ taken: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('hub.audit-chain')) as taken`
  return row?.taken === true
}

async function lastLink(tx: Tx): Promise<{ seq: bigint; hash: string }> {
  const [last] = await tx.$queryRaw<{ seq: bigint; hash: string }[]>`
    select seq, hash from audit_link order by seq desc limit 1`
  return last ?? { seq: 0n, hash: genesis }
}

function chain(last: { seq: bigint; hash: string }, rows: readonly (ChainEntry & ChainDetail)[]): Link[] {
  let { seq, hash } = last
  return rows.map(row => {
    const [who, what, prev] = [whoHash(row), whatHash(row), hash]
    seq += 1n
    hash = linkHash(seq, prev, row, who, what)
    return { seq, entryId: row.id, who, what, prev, hash }
  })
}

async function insertLinks(tx: Tx, links: readonly Link[]): Promise<void> {
  const column = (name: keyof Link) => links.map(link => String(link[name]))
  await tx.$executeRaw`
    insert into audit_link (seq, entry_id, who_hash, what_hash, prev, hash)
    select * from unnest(${column('seq')}::bigint[], ${column('entryId')}::uuid[], ${column('who')}::text[],
      ${column('what')}::text[], ${column('prev')}::text[], ${column('hash')}::text[])`
}
