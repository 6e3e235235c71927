import { describe, expect, it } from 'vitest'
import { embeddedIds } from './note-embedded.ts'

const id = '0199f3a2-1c4b-7d3e-8f00-0123456789ab'

describe('the items that an article names', () => {
  it.each([
    [`<p><a href="https://kho.example.vn/tu-lieu/${id}">ảnh</a></p>`, [id]],
    [`<img src="/api/v1/assets/${id}/renditions/web?v=2">`, [id]],
    [`<a href="urn:uuid:${id.toUpperCase()}">x</a><a href="/tu-lieu/${id}#a">y</a>`, [id]],
    [`<p>${id} là một mã</p>`, []],
    ['<p>Không có gì</p>', []],
    ['<a href="/tu-lieu/0199f3a2-1c4b">cụt</a>', []],
  ])('are read out of %s', (html, ids) => {
    expect(embeddedIds(html)).toEqual(ids)
  })
})
