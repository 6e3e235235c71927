import { describe, expect, it } from 'vitest'
import { colourFamily } from './colour-family.ts'

describe('what people call a colour', () => {
  it.each([
    ['#da251d', 'red'],
    ['#8b0000', 'red'],
    ['#ffa500', 'orange'],
    ['#ffd700', 'yellow'],
    ['#228b22', 'green'],
    ['#4a6b2f', 'green'],
    ['#008080', 'cyan'],
    ['#87ceeb', 'blue'],
    ['#000080', 'blue'],
    ['#8a2be2', 'purple'],
    ['#ff69b4', 'pink'],
    ['#8b4513', 'brown'],
    ['#6b4a2f', 'brown'],
    ['#1a1a1a', 'black'],
    ['#808080', 'grey'],
    ['#F5F5F5', 'white'],
  ])('takes %s for %s', (hex, family) => expect(colourFamily(hex)).toBe(family))

  it.each(['', 'red', '#fff', '#12345g', '#1234567'])('has no name for %j', hex => expect(colourFamily(hex)).toBeNull())
})
