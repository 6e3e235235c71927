import { type Db, Prisma, type Tx } from '#server/platform/db'

type OwnTable = { table: string; column: string }

/**
 * The tables whose rows are a person's own: a foreign key to `person` that deletes with it (sessions, ways to sign in, memberships,
 * and what later slices add). Found in the catalogue, so that a new table cannot be forgotten in an export or an erasure.
 */
async function ownTables(db: Db | Tx): Promise<OwnTable[]> {
  return db.$queryRaw<OwnTable[]>`
    select c.conrelid::regclass::text as table, quote_ident(a.attname) as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'person'::regclass and c.confdeltype = 'c'
    order by 1`
}

// What lets somebody in never leaves, not even to the person: tokens, hashes, seeds, codes, keys.
const secret = /token|password|secret|hash|salt|seed|code|key|credential/

/** A person's own rows by table, without what is secret. */
export async function exportOwnRows(db: Db | Tx, personId: string): Promise<Record<string, Record<string, unknown>[]>> {
  const found: Record<string, Record<string, unknown>[]> = {}
  for (const { table, column } of await ownTables(db)) {
    const rows = await db.$queryRaw<{ row: Record<string, unknown> }[]>`
      select to_jsonb(t) as row from ${Prisma.raw(table)} t where t.${Prisma.raw(column)} = ${personId}::uuid`
    found[table] = rows.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([name]) => !secret.test(name))))
  }
  return found
}

/** Deletes a person's own rows: sessions and ways to sign in end here. Returns how many rows went. */
export async function deleteOwnRows(tx: Tx, personId: string): Promise<number> {
  let gone = 0
  for (const { table, column } of await ownTables(tx)) {
    gone += await tx.$executeRaw`delete from ${Prisma.raw(table)} where ${Prisma.raw(column)} = ${personId}::uuid`
  }
  return gone
}
