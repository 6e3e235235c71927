import { describe, expect, it } from 'vitest'
import { documentVector } from './document-vector.ts'
import { literalPlan } from './query-planner.ts'
import { queryWords } from './query-words.ts'
import { type RankedHit, rerank } from './rerank.ts'
import { compileSynonyms } from './synonyms.ts'

const synonyms = compileSynonyms([['núi Bà Đen', 'Black Lady Mountain']])
const plan = (q: string) => literalPlan(queryWords(q), synonyms)
const hit = (id: string, title: string, description = '', more: Partial<RankedHit> = {}): RankedHit => {
  const document = {
    assetId: id,
    kind: 'image',
    title,
    description,
    tags: [],
    aliases: [],
    caption: '',
    body: '',
    names: [],
  } as const
  const facts = { orientation: null, colours: [], durationMs: null, size: 0, captioned: false, purposes: [] }
  const { titleF, titleC, head } = documentVector({ ...document, facts })
  return { id, titleF, titleC, head, date: 20200101, exact: true, together: false, marked: false, ...more }
}

describe('the order of what an engine found', () => {
  it('puts the marks that were typed before a lookalike in a title', () => {
    const hits = [
      hit('title', 'Cáo đại ngàn'),
      hit('text', 'Nhạc lễ ngày hội', 'Đạo Cao Đài tại Hòa Thành.', { together: true }),
    ]
    expect(rerank(plan('cao đài'), 'all', hits)).toEqual(['text', 'title'])
    expect(rerank(plan('cáo đại'), 'all', hits)).toEqual(['title', 'text'])
  })
  it('believes the engine of marks that stand in a body alone', () => {
    const hits = [hit('text', 'Ghi chép', 'Cáo đại ngàn'), hit('body', 'Nhạc lễ ngày hội', '', { marked: true })]
    expect(rerank(plan('cao đài'), 'all', hits)[0]).toBe('body')
  })
  it('never puts an unfinished or missing word before a whole one', () => {
    const hits = [hit('begins', 'muoikho muoikho', '', { exact: false }), hit('whole', 'Ghi chép', '')]
    expect(rerank(plan('muoi'), 'open', hits)).toEqual(['whole', 'begins'])
  })
  it('puts title before description, what was typed before what means it, equals by date and id', () => {
    const hits = [
      hit('means', 'Black Lady Mountain'),
      hit('text', 'Bình minh', 'Mây phủ núi Bà Đen'),
      hit('old', 'Núi Bà Đen', '', { date: 20190101 }),
      hit('a', 'Núi Bà Đen'),
      hit('b', 'Núi Bà Đen'),
    ]
    expect(rerank(plan('núi bà đen'), 'phrase', hits)).toEqual(['b', 'a', 'old', 'text', 'means'])
  })
  it('loses and doubles nothing', () => {
    const hits = Array.from({ length: 50 }, (_, i) => hit(`${i}`, 'x', 'y'))
    expect(rerank(plan('z'), 'any', hits).sort()).toEqual(hits.map(({ id }) => id).sort())
    expect(rerank(plan('z'), 'any', [])).toEqual([])
  })
})
