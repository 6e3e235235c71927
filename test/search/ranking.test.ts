import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchQuery } from '#contracts/search'
import { anonymous } from '#server/access/actor'
import { transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { fold } from '#server/search/fold'
import type { SearchIndex } from '#server/search/search-index'
import { testEngines } from '../support/search-engines.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

// Syllables with their lookalikes: the same without marks.
const lookalikes = [
  ['đài', 'đại', 'dài', 'dai'],
  ['cao', 'cáo', 'cạo', 'cảo'],
  ['đền', 'đèn', 'đến', 'den'],
  ['bà', 'bá', 'bả', 'ba'],
  ['hồ', 'hổ', 'hộ', 'ho'],
  ['mía', 'mịa', 'mìa', 'mia'],
  ['chùa', 'chưa', 'chúa', 'chua'],
  ['nắng', 'năng', 'nặng', 'nang'],
] as const
const meant = fc
  .tuple(fc.constantFrom(...lookalikes), fc.constantFrom(...lookalikes), fc.nat(2), fc.nat(2))
  .filter(([a, b]) => a !== b)
  .map(([a, b, i, k]) => ({ typed: `${a[0]} ${b[0]}`, lookalike: `${a[i + 1]} ${b[k + 1]}` }))

for (const engine of testEngines())
  describe.skipIf(engine.absent)(`what stands first, whatever the words, on ${engine.name}${engine.absent}`, () => {
    let database: TestDatabase
    let index: SearchIndex
    let unitId: string
    beforeAll(async () => {
      database = await testDatabase()
      index = await engine.open(database.db)
      unitId = (await database.db.unit.findUniqueOrThrow({ where: { code: 'bao' } })).id
    })
    afterAll(async () => {
      await engine.close()
      await database?.drop()
    })

    async function put(title: string, description: string): Promise<string> {
      const { db } = database
      const fixed = { unitId, kind: 'image', file: 'ready', visibility: 'public', uploadedBy: newId() }
      const id = newId()
      await db.asset.create({ data: { id, title, description, date: new Date('2020-01-01'), ...fixed } })
      const facts = { orientation: null, colours: [], durationMs: null, size: 0, captioned: false, purposes: [] }
      const lists = { tags: [], aliases: [], names: [] }
      const document = {
        assetId: id,
        kind: 'image',
        title,
        description,
        caption: '',
        body: '',
        facts,
        ...lists,
      } as const
      await transaction(db, tx => index.put(tx, document))
      there.push(id)
      return id
    }
    const there: string[] = []
    const clear = () =>
      transaction(database.db, async tx => {
        for (const id of there.splice(0)) await index.remove(tx, id)
      })
    const first = async (q: string) => (await index.query({ ...searchQuery.parse({ q }), actor: anonymous })).ids[0]

    it('puts the marks that were typed before a lookalike, which may even be a title', async () => {
      await fc.assert(
        fc.asyncProperty(meant, fc.boolean(), async ({ typed, lookalike }, later) => {
          await clear()
          const inTitle = () => put(lookalike, 'Ghi chép.')
          const early = later ? null : await inTitle()
          const exact = await put('Ghi chép cuối tuần', `Chuyện kể về ${typed} mùa này.`)
          const late = later ? await inTitle() : early
          expect(await first(typed)).toBe(exact)
          expect([exact, late]).toContain(await first(fold(typed)))
        }),
        { numRuns: 30 },
      )
    }, 60_000)

    it('puts a whole word before one that merely begins so, wherever they stand', async () => {
      const word = fc.constantFrom(...lookalikes.map(([syllable]) => syllable))
      const ending = fc.stringMatching(/^[bcdghklmnpqrstvx]{1,4}$/)
      await fc.assert(
        fc.asyncProperty(word, ending, fc.boolean(), async (syllable, end, marked) => {
          await clear()
          const typed = marked ? syllable : fold(syllable)
          const longer = fold(syllable) + end
          await put(`${longer} ${longer}`, `${longer} ${longer}`)
          const exact = await put('Ghi chép cuối tuần', `Người ta kể chuyện ${syllable} ở nơi xa.`)
          expect(await first(typed)).toBe(exact)
        }),
        { numRuns: 30 },
      )
    }, 60_000)
  })
