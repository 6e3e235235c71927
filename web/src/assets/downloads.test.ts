import { describe, expect, it } from 'vitest'
import { downloadsOf } from './downloads.ts'

const rendition = (name: string, contentType = 'image/webp') => ({
  name,
  url: `/r/${name}`,
  contentType,
  width: 10,
  height: 10,
  durationMs: null,
  size: 1,
})
const original = {
  name: 'Lễ hội: núi Bà.jpg',
  url: '/original',
  contentType: 'image/jpeg',
  size: 9,
  sha256: 'a'.repeat(64),
  width: 10,
  height: 10,
  durationMs: null,
  pageCount: null,
}

describe('the downloads', () => {
  it('of a photo are web, preview and the original last, without the thumbnail', () => {
    const list = downloadsOf({
      kind: 'image',
      title: 'x',
      original,
      renditions: [rendition('thumb'), rendition('preview'), rendition('web')],
    })
    expect(list.map(d => d.purpose)).toEqual(['web', 'preview', 'original'])
  })
  it('of a document are its pages in order', () => {
    const list = downloadsOf({
      kind: 'document',
      title: 'x',
      original: null,
      renditions: [rendition('page-10'), rendition('page-2')],
    })
    expect(list.map(d => d.page)).toEqual([2, 10])
  })
  it('keep Vietnamese names and lose what no file system takes', () => {
    const [web] = downloadsOf({ kind: 'image', title: 'x', original, renditions: [rendition('web', 'image/jpeg')] })
    expect(web?.fileName).toBe('Lễ hội- núi Bà-web.jpg')
  })
  it('of an article are none', () => {
    expect(downloadsOf({ kind: 'article', title: 'x', original: null, renditions: [] })).toEqual([])
  })
})
