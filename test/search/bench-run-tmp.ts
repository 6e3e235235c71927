import { searchQuery } from '#contracts/search'
import { openDb } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { postgresIndex } from '#server/search/postgres-index'
import { searchAssets } from '#server/search/search-assets'

const { db, pool } = openDb(process.argv[2]!, { max: 4, role: 'hub_app', name: 'bench' })
const units = await db.unit.findMany({ where: { kind: { not: 'partner' } } })
const index = postgresIndex(db)
const actor = {
  kind: 'person' as const,
  id: newId(),
  name: 'x',
  hubRoles: [],
  memberships: [{ unitId: units[0]!.id, role: 'editor' as const, partner: false }],
}
const qs: [string, any][] = [
  ['1 rare: ốc xu', { q: 'ốc xu' }],
  ['nui ba den', { q: 'nui ba den' }],
  ['tây ninh (common)', { q: 'tây ninh' }],
  ['du lịch', { q: 'du lịch' }],
  ['1 common: asean', { q: 'asean' }],
  ['bánh tráng image filter', { q: 'bánh tráng', kind: 'image' }],
  ['nui ba den kind+unit+topic', { q: 'nui ba den', kind: 'image', unit: 'bao', topic: 'du-lich' }],
  ['telex nuis baf ddeen', { q: 'nuis baf ddeen' }],
  ['typo bahn trang phoi xuong', { q: 'bahn trang phoi xuong' }],
  ['empty', { q: '' }],
  ['newest tây ninh', { q: 'tây ninh', sort: 'newest' }],
  ['title tây ninh', { q: 'tây ninh', sort: 'title' }],
  ['no hit', { q: 'qqqqqq wwwwww' }],
  ['long 9', { q: 'cao toc thanh pho ho chi minh moc bai' }],
  ['letter: t', { q: 't' }],
  ['prefix: tr', { q: 'tr' }],
]
for (const [name, q] of qs) {
  const times: number[] = []
  let a: any
  for (let i = 0; i < 25; i++) {
    const s = performance.now()
    a = await searchAssets({ db, index }, actor, searchQuery.parse(q))
    times.push(performance.now() - s)
  }
  times.sort((x, y) => x - y)
  console.log(
    name.padEnd(32),
    'p50',
    times[12]!.toFixed(0).padStart(5),
    'p95',
    times[23]!.toFixed(0).padStart(5),
    'ms  total',
    a.total,
    a.totalIsExact ? '' : '+',
    a.didYouMean ?? '',
  )
}
await db.$disconnect()
await pool.end()
