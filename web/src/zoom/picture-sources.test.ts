import { describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { pictureSources } from './picture-sources.ts'

const rendition = (name: string, width: number) => ({ name, url: `/r/${name}`, width, height: width / 2 })
const photo = (change: object, download = true) =>
  ({
    renditions: [rendition('preview', 1024), rendition('web', 2048), rendition('thumb', 256)],
    original: { url: '/original', contentType: 'image/jpeg', width: 6000, height: 3000, size: 9_000_000, ...change },
    may: { download },
  }) as unknown as Asset

describe('what the large viewer shows', () => {
  it('is the copy for the web first, and the original where that has more pixels', () => {
    expect(pictureSources(photo({}))).toEqual({
      copy: { url: '/r/web', width: 2048, height: 1024 },
      whole: { url: '/original', width: 6000, height: 3000, size: 9_000_000 },
    })
  })

  it('is no original that a browser cannot show, that has no more to show, or that is too large to hold', () => {
    for (const change of [
      { contentType: 'image/tiff' },
      { width: 2000, height: 1000 },
      { width: 20_000, height: 10_000 },
    ])
      expect.soft(pictureSources(photo(change)).whole).toBeNull()
  })

  it('is a small copy for who may not take the item home', () => {
    expect(pictureSources(photo({}, false))).toEqual({
      copy: { url: '/r/preview', width: 1024, height: 512 },
      whole: null,
    })
  })
})
