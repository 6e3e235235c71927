import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { searchQuery } from '#contracts/search'
import type { AssetKind } from '#contracts/values'
import { anonymous } from '#server/access/actor'
import { type Db, openDb } from '#server/platform/db'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { searchAssets } from '#server/search/search-assets'
import type { SearchIndex } from '#server/search/search-index'
import { indexAsset } from '#workers/search/index-asset'
import { seed } from '../prisma/seed/seed.ts'
import { testEngines } from '../test/support/search-engines.ts'
import { migrate } from './migrate.ts'

const judgedDoc = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  body: z.string().default(''),
  tags: z.array(z.string()).default([]),
  kind: z.string(),
})
const judgedQuery = z.object({ q: z.string(), must_top3: z.array(z.string()).min(1), why: z.string().default('') })
type JudgedDoc = z.infer<typeof judgedDoc>
export type Verdict = { q: string; passed: boolean; must: string[]; top: string[]; why: string }

// Kinds of the judged set that are kinds of file here.
const kinds: Record<string, AssetKind> = { infographic: 'image', dataset: 'document' }

/**
 * Puts the judged documents of `dir` (docs.jsonl) into the hub as public assets, indexes them as the worker does, and asks every
 * query of queries.jsonl as an anonymous visitor: it passes where all of `must_top3` stand among the first three hits.
 */
export async function evaluateSearch(db: Db, index: SearchIndex, dir: string): Promise<Verdict[]> {
  const docs = await readLines(join(dir, 'docs.jsonl'), judgedDoc)
  const queries = await readLines(join(dir, 'queries.jsonl'), judgedQuery)
  const names = await loadDocs(db, index, docs)
  const verdicts: Verdict[] = []
  for (const { q, must_top3: must, why } of queries) {
    const { hits } = await searchAssets({ db, index }, anonymous, searchQuery.parse({ q, limit: 3 }))
    const top = hits.map(({ id }) => names.get(id) ?? id)
    verdicts.push({ q, must, top, why, passed: must.every(id => top.includes(id)) })
  }
  return verdicts
}

async function readLines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const text = await readFile(file, 'utf8')
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => schema.parse(JSON.parse(line)))
}

async function loadDocs(db: Db, index: SearchIndex, docs: readonly JudgedDoc[]): Promise<Map<string, string>> {
  const unit = await db.unit.findUniqueOrThrow({ where: { code: 'bao' } })
  const log = createLog('silent', 'eval')
  const names = new Map<string, string>()
  for (const doc of docs) {
    const id = await loadDoc(db, unit.id, doc)
    names.set(id, doc.id)
    await indexAsset({ assetId: id }, { db, index, log })
  }
  return names
}

async function loadDoc(db: Db, unitId: string, doc: JudgedDoc): Promise<string> {
  const id = newId()
  const kind = kinds[doc.kind] ?? (doc.kind as AssetKind)
  const { title, description, tags, body } = doc
  const who = newId()
  const asset = {
    id,
    unitId,
    kind,
    title,
    description,
    tags,
    file: 'ready',
    visibility: 'public',
    date: new Date('2020-01-01'),
    uploadedBy: who,
  }
  const version = { id: newId(), assetId: id, number: 1, createdBy: who }
  await db.asset.create({ data: asset })
  if (kind === 'article') {
    await db.assetVersion.create({ data: { ...version, html: `<p>${body}</p>` } })
    return id
  }
  const objectId = newId()
  await db.storedObject.create({
    data: {
      id: objectId,
      key: `objects/00/${objectId}`,
      sha256: objectId,
      size: 1n,
      contentType: 'application/octet-stream',
    },
  })
  await db.assetVersion.create({ data: { ...version, objectId } })
  if (body) await db.objectText.create({ data: { objectId, page: 1, text: body } })
  return id
}

/** A database of its own for one run of the command line, gone afterwards. */
async function withTemporaryHub<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-eval-'))
  const cluster = await startEmbeddedPostgres(directory, { durable: false })
  try {
    await migrate(cluster.ownerUrl)
    const { db, pool } = openDb(cluster.ownerUrl, { max: 4, role: 'hub_app', name: 'eval' })
    await seed(db)
    const result = await work(db)
    await db.$disconnect()
    await pool.end()
    return result
  } finally {
    await cluster.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dir: { type: 'string', multiple: true } } })
  const dirs = values.dir?.map(dir => resolve(dir)) ?? judgedSets.filter(dir => existsSync(join(dir, 'docs.jsonl')))
  for (const engine of testEngines()) {
    if (engine.absent) console.log(`${engine.name}${engine.absent}`)
    else
      for (const dir of dirs)
        tell(
          `${engine.name}: ${relative(root, dir)}`,
          await withTemporaryHub(async db => evaluateSearch(db, await engine.open(db), dir)),
        )
    await engine.close()
  }
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** The sets in the repository and, where it lies beside it, the one it was first judged by. */
const judgedSets = ['test/search/judged', 'test/search/judged/province', '../shared/eval/search'].map(dir =>
  join(root, dir),
)

function tell(set: string, verdicts: readonly Verdict[]): void {
  console.log(set)
  for (const { q, passed, must, top, why } of verdicts) {
    console.log(
      passed ? `pass  ${q}` : `FAIL  ${q}  (${why})\n      wanted ${must.join(', ')}\n      got    ${top.join(', ')}`,
    )
  }
  const passed = verdicts.filter(verdict => verdict.passed).length
  console.log(`${passed}/${verdicts.length}`)
  if (passed < verdicts.length) process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
