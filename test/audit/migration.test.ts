import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { linkEntries } from '#server/audit/link-entries'
import { verifyChain } from '#server/audit/verify-chain'
import { applyMigrations } from '#server/platform/apply-migrations'
import { openDb, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'

const all = 'prisma/migrations'
const name = `hub_migration_${process.pid}`
let url: string
let earlier: string

beforeAll(async () => {
  const { ownerUrl } = inject('cluster')
  await asOwner(ownerUrl, `create database ${name}`)
  url = Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).href
  earlier = await mkdtemp(join(tmpdir(), 'hub-migrations-'))
  const older = (await readdir(all)).filter(folder => /^\d/.test(folder) && folder < '20261123050000')
  for (const folder of older) await cp(join(all, folder), join(earlier, folder), { recursive: true })
})
afterAll(async () => {
  await asOwner(inject('cluster').ownerUrl, `drop database if exists ${name} with (force)`)
  await rm(earlier, { recursive: true, force: true })
})

async function asOwner(at: string, sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: at })
  await client.connect()
  await client.query(sql, values).finally(() => client.end())
}

it('takes the acts of an older hub into the chain, with who, from where, before and after', async () => {
  await applyMigrations(url, earlier)
  const [id, person] = [newId(), newId()]
  await asOwner(
    url,
    `insert into audit_entry (id, person_id, act, subject_kind, subject_id, before, after, address)
     values ($1, $2, 'asset.edit', 'asset', 'a', '{"title": "Cũ"}', '{"title": "Mới"}', '10.1.2.3'), (gen_random_uuid(), null, 'rendition.made', 'asset', 'a', null, null, null)`,
    [id, person],
  )
  await applyMigrations(url, all)
  const { db, pool } = openDb(url, { max: 2, name: 'test', role: 'hub_app' })
  const detail = await db.auditDetail.findUniqueOrThrow({ where: { entryId: id } })
  expect(detail).toMatchObject({
    personId: person,
    address: '10.1.2.3',
    before: { title: 'Cũ' },
    after: { title: 'Mới' },
  })
  expect(await transaction(db, tx => linkEntries(tx, { limit: 10, wait: true }))).toBe(2)
  expect(await verifyChain(db)).toMatchObject({ read: 2, broken: null, waiting: 0 })
  await db.$disconnect()
  await pool.end()
})
