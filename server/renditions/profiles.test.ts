import { describe, expect, it } from 'vitest'
import { expectedRenditions, profiles, type RenderedKind } from './profiles.ts'

describe('profiles', () => {
  it('expects three sizes of a photo', () => {
    expect(expectedRenditions('image', null)).toEqual(['web', 'preview', 'thumb'])
  })

  it('expects no more pages than a document has, and at most three', () => {
    expect(expectedRenditions('document', 1)).toEqual(['page-1', 'preview', 'thumb'])
    expect(expectedRenditions('document', 40)).toEqual(['page-1', 'page-2', 'page-3', 'preview', 'thumb'])
  })

  it('expects of a video its poster, its proxy and whatever its player was made', () => {
    expect(expectedRenditions('video', null)).toEqual(['poster', 'preview', 'thumb', 'video', 'hls'])
    const details = { playback: ['hls', 'hls-360', 'hls-360-list'] }
    const names = ['poster', 'preview', 'thumb', 'video', 'hls', 'hls-360', 'hls-360-list']
    expect(expectedRenditions('video', null, details)).toEqual(names)
  })

  it('expects a proxy and peaks of a sound', () => {
    expect(expectedRenditions('audio', null)).toEqual(['preview', 'thumb', 'audio', 'peaks'])
  })

  it('lists sizes largest first, as the cascade needs them', () => {
    for (const kind of Object.keys(profiles) as RenderedKind[]) {
      const widths = profiles[kind].sizes.map(size => size.width)
      expect(widths).toEqual([...widths].sort((a, b) => b - a))
    }
  })
})
