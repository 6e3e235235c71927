import { type Db, Prisma, type Tx } from '#server/platform/db'

type OwnTable = { table: string; column: string; goes: boolean }

/**
 * The tables that name a person by a foreign key. `goes`: it deletes with the person, so the rows are the person's own (sessions, ways
 * to sign in, memberships, and what later slices add). The others set it null: the row is the hub's and outlives the person. Found in
 * the catalogue, so that a new table cannot be forgotten in an export or an erasure.
 */
async function ownTables(db: Db | Tx): Promise<OwnTable[]> {
  return db.$queryRaw<OwnTable[]>`
    select c.conrelid::regclass::text as table, quote_ident(a.attname) as column, c.confdeltype = 'c' as goes
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'person'::regclass and c.confdeltype in ('c', 'n')
    order by 1, 2`
}

// What lets somebody in never leaves, not even to the person: tokens, hashes, seeds, codes, keys.
const secret = /token|password|secret|hash|salt|seed|code|key|credential/

/** The rows that name a person, by table, without what is secret. */
export async function exportOwnRows(db: Db | Tx, personId: string): Promise<Record<string, Record<string, unknown>[]>> {
  const found: Record<string, Record<string, unknown>[]> = {}
  for (const { table, column } of await ownTables(db)) {
    const rows = await db.$queryRaw<{ row: Record<string, unknown> }[]>`
      select to_jsonb(t) as row from ${Prisma.raw(table)} t where t.${Prisma.raw(column)} = ${personId}::uuid`
    const shown = rows.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([name]) => !secret.test(name))))
    found[table] = [...(found[table] ?? []), ...shown]
  }
  return found
}

/**
 * Deletes a person's own rows: sessions and ways to sign in end here. Rows that outlive the person (where an item was used) stay and no
 * longer name anybody.
 */
export async function releaseRows(tx: Tx, personId: string): Promise<void> {
  for (const { table, column, goes } of await ownTables(tx)) {
    const [from, named] = [Prisma.raw(table), Prisma.raw(column)]
    if (goes) await tx.$executeRaw`delete from ${from} where ${named} = ${personId}::uuid`
    else await tx.$executeRaw`update ${from} set ${named} = null where ${named} = ${personId}::uuid`
  }
}
