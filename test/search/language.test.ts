import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchAnswer } from '#contracts/search'
import { testEngines } from '../support/search-engines.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

for (const engine of testEngines())
  describe.skipIf(engine.absent)(`labels, on ${engine.name}${engine.absent}`, () => {
    let hub: TestHub
    beforeAll(async () => {
      hub = await startTestHub({ worker: true, env: engine.env() })
      await engine.settle(hub)
    })
    afterAll(async () => {
      await hub?.close()
      await engine.close()
    })

    it('names the facets in the language that is asked for', async () => {
      const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
      await editor.post('/api/v1/articles', { title: 'Bài', html: '<p>x</p>', topics: ['du-lich'], places: ['708'] })
      await hub.idle()
      const labels = async (language: string) => {
        const { facets } = (await editor.get<SearchAnswer>('/api/v1/search', { 'accept-language': language })).body
        return [facets.topic[0]?.label, facets.place[0]?.label]
      }
      expect(await labels('vi')).toEqual(['Du lịch', 'Huyện Châu Thành'])
      expect(await labels('en')).toEqual(['Travel and tourism', 'Châu Thành District'])
    })
  })
