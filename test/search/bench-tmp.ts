import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { searchQuery } from '#contracts/search'
import { openDb, transaction } from '#server/platform/db'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { newId } from '#server/platform/new-id'
import { documentVector } from '#server/search/document-vector'
import { postgresIndex } from '#server/search/postgres-index'
import { searchAssets } from '#server/search/search-assets'
import { seed } from '../../prisma/seed/seed.ts'
import { migrate } from '../../scripts/migrate.ts'

const N = Number(process.argv[2] ?? 20000)
const dir = await mkdtemp(join(tmpdir(), 'hub-bench-'))
const cluster = await startEmbeddedPostgres(dir, { durable: false })
try {
  await migrate(cluster.ownerUrl)
  const { db, pool } = openDb(cluster.ownerUrl, { max: 4, role: 'hub_app', name: 'bench' })
  await seed(db)
  const units = await db.unit.findMany({ where: { kind: { not: 'partner' } } })
  const docs = readFileSync('/work/shared/eval/search/docs.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map(l => JSON.parse(l))
  const plan = readFileSync('/work/shared/data/ke-hoach-250-kh-ubnd.txt', 'utf8')
    .split(/\n+/)
    .filter(l => l.length > 40)
  const wards = readFileSync('/work/shared/data/tayninh_wards.csv', 'utf8')
    .split('\n')
    .slice(1)
    .map(l => l.split(',')[1])
    .filter(Boolean)
  const words = [...plan.join(' ').split(/\s+/), ...docs.flatMap((d: any) => (d.title + ' ' + d.body).split(/\s+/))]
  const uniq = [...new Set(words)]
  let seedv = 7
  const rnd = () => (seedv = (seedv * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff
  const zipf = (n: number) => Math.floor(n * rnd() ** 2.2)
  const pick = <T>(a: T[]) => a[Math.floor(rnd() * a.length)]!
  const phrase = (n: number) => Array.from({ length: n }, () => uniq[Math.max(0, zipf(uniq.length))]).join(' ')
  const index = postgresIndex(db)
  const kinds = ['image', 'image', 'image', 'video', 'document', 'article', 'audio'] as const
  const vis = ['public', 'public', 'hub', 'hub', 'hub', 'unit', 'draft', 'partners'] as const
  const topics = ['dau-tu', 'thuong-mai', 'du-lich', 'van-hoa', 'le-hoi', 'dac-san', 'asean', 'giao-duc']
  const places = ['703', '705', '706', '707', '708', '709', '710', '711', '712']
  const lex = new Map<string, number>()
  const t = performance.now()
  for (let b = 0; b < N; b += 250) {
    const batch = Array.from({ length: 250 }, () => {
      const base = pick(docs) as any
      const id = newId()
      const kind = pick([...kinds])
      return {
        row: {
          id,
          unitId: pick(units).id,
          kind,
          file: 'ready',
          visibility: pick([...vis]),
          title: `${rnd() < 0.4 ? base.title : phrase(3)} ${pick(wards)} ${phrase(2)}`,
          description: `${base.description} ${phrase(12)}`,
          tags: [pick(base.tags) as string, phrase(1)],
          topics: [pick(topics)],
          places: [pick(places)],
          audiences: [],
          date: new Date(Date.UTC(2012 + Math.floor(rnd() * 12), Math.floor(rnd() * 12), 1 + Math.floor(rnd() * 28))),
          language: rnd() < 0.9 ? 'vi' : 'en',
          uploadedBy: id,
        },
        body:
          kind === 'document' || kind === 'article'
            ? `${base.body} ${phrase(kind === 'document' ? 600 : 200)} ${pick(plan)}`
            : '',
      }
    })
    await db.asset.createMany({ data: batch.map(b => b.row) })
    const v = batch.map(({ row, body }) => ({
      id: row.id,
      ...documentVector({
        assetId: row.id,
        kind: row.kind,
        title: row.title,
        tags: row.tags,
        aliases: row.topics,
        description: row.description,
        caption: '',
        body,
        names: ['Báo Tây Ninh'],
      }),
    }))
    await db.$executeRaw`insert into search_doc (asset_id, title_f, title_c, tsv, head, body_c) select i::uuid, f, c, t::tsvector, h::tsvector, b from unnest(${v.map(x => x.id)}::text[], ${v.map(x => x.titleF)}::text[], ${v.map(x => x.titleC)}::text[], ${v.map(x => x.tsv)}::text[], ${v.map(x => x.head)}::text[], ${v.map(x => x.bodyC)}::text[]) as u(i,f,c,t,h,b)`
    for (const x of v) for (const l of x.lexemes) lex.set(l, (lex.get(l) ?? 0) + 1)
  }
  await db.$executeRaw`insert into search_lex select w, d, nextval('search_lex_change') from unnest(${[...lex.keys()]}::text[], ${[...lex.values()]}::int[]) as u(w,d)`
  console.log(
    `indexed ${N} in ${((performance.now() - t) / 1000).toFixed(1)} s, ${(N / ((performance.now() - t) / 1000)).toFixed(0)}/s`,
  )
  const owner = openDb(cluster.ownerUrl, { max: 1, name: 'own' })
  await owner.db.$executeRawUnsafe('vacuum analyze')
  console.log(
    await owner.db.$queryRawUnsafe(
      `select pg_size_pretty(pg_total_relation_size('search_doc')) doc, pg_size_pretty(pg_total_relation_size('search_lex')) lex, (select count(*)::int from search_lex) words, (select count(*)::int from search_doc) docs`,
    ),
  )
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
  if (process.argv[3]) {
    console.log(cluster.ownerUrl)
    await new Promise(r => setTimeout(r, Number(process.argv[3]) * 1000))
  }
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
  if (process.argv[3]) {
    const { execSync } = await import('node:child_process')
    console.log(cluster.ownerUrl)
    await new Promise(r => setTimeout(r, Number(process.argv[3]) * 1000))
  }
  await owner.db.$disconnect()
  await owner.pool.end()
  await db.$disconnect()
  await pool.end()
} finally {
  await cluster.stop()
  await rm(dir, { recursive: true, force: true })
}
