import { searchQuery } from '#contracts/search'
import { openDb, Prisma } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { pageSql } from '#server/search/page-sql'
import { literalPlan } from '#server/search/query-planner'
import { queryWords } from '#server/search/query-words'
import { glossary } from '#server/search/synonyms'
import { planQueries } from '#server/search/tsquery'

const { db, pool } = openDb(process.argv[2]!, { max: 1, role: 'hub_app', name: 'x' })
const u = await db.unit.findFirstOrThrow()
const actor = {
  kind: 'person' as const,
  id: newId(),
  name: 'x',
  hubRoles: [],
  memberships: [{ unitId: u.id, role: 'editor' as const, partner: false }],
}
const q = searchQuery.parse({ q: process.argv[3] })
const plan = literalPlan(queryWords(q.q), glossary)
const sql = pageSql(
  { ...q, actor },
  { plan, queries: planQueries(plan), tier: (process.argv[4] ?? 'phrase') as 'all' },
  null,
)
await db.$executeRawUnsafe("select set_config('jit','off',false), set_config('work_mem','32MB',false)")
await db.$queryRaw(sql)
const rows = await db.$queryRaw<any[]>(Prisma.sql`explain (analyze, buffers, timing on) ${sql}`)
console.log(
  rows
    .map(r => r['QUERY PLAN'])
    .join('\n')
    .slice(0, 9000),
)
await db.$disconnect()
await pool.end()
