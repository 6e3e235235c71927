import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchQuery } from '#contracts/search'
import { anonymous } from '#server/access/actor'
import { transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { postgresIndex } from '#server/search/postgres-index'
import type { SearchDocument } from '#server/search/search-index'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

describe('the Postgres index', () => {
  let database: TestDatabase
  let unitId: string
  beforeAll(async () => {
    database = await testDatabase()
    unitId = (await database.db.unit.findUniqueOrThrow({ where: { code: 'bao' } })).id
  })
  afterAll(() => database?.drop())

  async function asset(title: string): Promise<SearchDocument> {
    const id = newId()
    const fixed = {
      unitId,
      kind: 'image',
      file: 'ready',
      visibility: 'public',
      date: new Date('2020-01-01'),
      uploadedBy: newId(),
    }
    await database.db.asset.create({ data: { id, title, ...fixed } })
    return {
      assetId: id,
      kind: 'image',
      title,
      tags: [],
      aliases: [],
      description: '',
      caption: '',
      body: '',
      names: [],
      facts: { orientation: null, colours: [], durationMs: null, size: 0, captioned: false, purposes: [] },
    }
  }
  const counted = async (): Promise<Record<string, number>> => {
    const rows = await database.db.$queryRaw<
      { word: string; df: number }[]
    >`select word, df from search_lex where df > 0`
    return Object.fromEntries(rows.map(({ word, df }) => [word, df]))
  }

  it('keeps the vocabulary’s counts true through puts, changes and removals', async () => {
    const index = postgresIndex(database.db)
    const one = await asset('mây núi')
    const two = await asset('mây biển')
    await transaction(database.db, tx => index.put(tx, one))
    await transaction(database.db, tx => index.put(tx, two))
    expect(await counted()).toEqual({ may: 2, nui: 1, may_nui: 1, bien: 1, may_bien: 1 })
    await transaction(database.db, tx => index.put(tx, { ...one, title: 'sông núi' }))
    expect(await counted()).toEqual({ may: 1, nui: 1, song: 1, song_nui: 1, bien: 1, may_bien: 1 })
    await transaction(database.db, tx => index.remove(tx, one.assetId))
    await transaction(database.db, tx => index.remove(tx, one.assetId))
    await transaction(database.db, tx => index.remove(tx, two.assetId))
    expect(await counted()).toEqual({})
  })

  it('indexes many items with the same words at once without a deadlock', async () => {
    const index = postgresIndex(database.db)
    const words = ['mây', 'núi', 'sông', 'hồ', 'rừng', 'biển']
    const documents = await Promise.all(
      Array.from({ length: 24 }, (_, i) => asset([...words.slice(i % 6), ...words.slice(0, i % 6)].join(' '))),
    )
    await Promise.all(documents.map(document => transaction(database.db, tx => index.put(tx, document))))
    await Promise.all(
      documents.map((document, i) =>
        transaction<unknown>(database.db, tx =>
          i % 2 ? index.remove(tx, document.assetId) : index.put(tx, { ...document, title: 'hồ núi' }),
        ),
      ),
    )
    expect(await counted()).toEqual({ ho: 12, nui: 12, ho_nui: 12 })
  })

  it('holds the longest body that comes, and reports what it cut', async () => {
    const index = postgresIndex(database.db)
    const document = await asset('Sách dày')
    const body = Array.from({ length: 300_000 }, (_, i) => `chu${(i * 7919) % 90_000}`).join(' ')
    const { cut } = await transaction(database.db, tx => index.put(tx, { ...document, body }))
    expect(cut).toEqual({ reason: 'body-too-long', characters: body.length })
    const query = { ...searchQuery.parse({ q: 'chu7919' }), actor: anonymous }
    expect((await index.query(query)).ids).toEqual([document.assetId])
  })

  it('turns a search that takes too long into a problem that says what helps', async () => {
    const index = postgresIndex(database.db, { timeoutMs: 50 })
    const blocker = transaction(database.db, async tx => {
      await tx.$executeRaw`lock table search_doc in access exclusive mode`
      const slow = index.query({ ...searchQuery.parse({ q: 'mây' }), actor: anonymous })
      await expect(slow).rejects.toMatchObject({ key: 'store-unavailable', status: 503 })
    })
    await blocker
  })
})
