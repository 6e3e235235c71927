import { describe, expect, it } from 'vitest'
import { isPlayback, ownName, shownRenditions } from './shown-renditions.ts'

const row = (name: string, recipe: number) => ({ name, recipe })
const shown = (rows: { name: string; recipe: number }[], assetId = 'a') =>
  Object.fromEntries([...shownRenditions(rows, assetId)].map(([name, { recipe }]) => [name, recipe]))

describe('shownRenditions', () => {
  it('shows the newest of each', () => {
    expect(shown([row('thumb', 1), row('thumb', 2), row('web', 1)])).toEqual({ thumb: 2, web: 1 })
  })

  it('shows an asset’s own poster before the object’s, however new that is, and nobody else’s', () => {
    const rows = [row(ownName('poster', 'a'), 1), row('poster', 1), row(ownName('poster', 'b'), 7), row('poster', 2)]
    expect(shown(rows, 'a')).toEqual({ poster: 1 })
    expect(shown(rows, 'b')).toEqual({ poster: 7 })
    expect(shown(rows, 'c')).toEqual({ poster: 2 })
  })
})

it('keeps what only a player wants apart', () => {
  expect(['hls', 'hls-720', 'hls-audio-list', 'storyboard', 'storyboard-track'].every(isPlayback)).toBe(true)
  expect(['video', 'poster', 'hlsx', 'web', 'page-1'].some(isPlayback)).toBe(false)
})
