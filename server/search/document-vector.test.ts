import { describe, expect, it } from 'vitest'
import { documentVector } from './document-vector.ts'
import { plainText } from './plain-text.ts'
import type { SearchDocument } from './search-index.ts'

const empty: SearchDocument = {
  assetId: '01900000-0000-7000-8000-000000000000',
  kind: 'image',
  title: 'Núi Bà Đen',
  tags: [],
  aliases: [],
  description: '',
  caption: '',
  body: '',
  names: [],
  facts: { orientation: null, colours: [], durationMs: null, size: 0, captioned: false, purposes: [] },
}

describe('documentVector', () => {
  it('weighs title A, tags and aliases B, description and caption C, body D', () => {
    const { tsv } = documentVector({
      ...empty,
      tags: ['Lễ hội'],
      aliases: ['Du lịch'],
      description: 'mây',
      caption: 'đỉnh',
      body: 'rừng',
    })
    for (const part of [/'nui_ba':2A/, /'le_hoi':\d+B/, /'du':\d+B/, /'may':\d+C/, /'dinh':\d+C/, /'rung':16383D/])
      expect(tsv).toMatch(part)
  })
  it('does not join words of two tags', () => {
    expect(documentVector({ ...empty, tags: ['mây', 'núi'] }).tsv).not.toContain('may_nui')
  })
  it('keeps marks in the head and out of the counted words', () => {
    const { head, lexemes } = documentVector(empty)
    expect(head).toContain("'=bà_đen'")
    expect(lexemes.every(lexeme => !lexeme.startsWith('='))).toBe(true)
  })
  it('finds an image as what people call one', () => expect(documentVector(empty).tsv).toContain("'hinh_anh'"))
  it('cuts a body that no vector can hold, pairs before words, and says so', () => {
    const words = Array.from({ length: 60_000 }, (_, i) => `t${i.toString(36)}`)
    const body = words.join(' ')
    const { tsv, cut } = documentVector({ ...empty, body })
    expect(cut).toEqual({ reason: 'body-too-long', characters: body.length })
    expect(tsv).toContain(`'${words.at(-1)}'`)
  })
})

describe('plainText', () => {
  it('parts blocks, joins inline tags and reads entities', () => {
    expect(plainText('<p>Tây <b>Ni</b>nh</p><p>B&agrave; &#272;en &amp; R</p>')).toBe('Tây Ninh B&agrave; Đen & R')
  })
})
