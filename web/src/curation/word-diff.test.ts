import { describe, expect, it } from 'vitest'
import { wordDiff } from './word-diff.ts'

const said = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ text, kind }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`))
    .join('')

describe('differences between two texts', () => {
  it('mark the words that changed and nothing else', () => {
    expect(said('Lễ hội Núi Bà khai mạc', 'Lễ hội Núi Bà Đen khai mạc')).toBe('Lễ hội Núi Bà [+Đen ]khai mạc')
    expect(said('Cỏ xanh ven đồi', 'Cỏ vàng ven đồi')).toBe('Cỏ [-xanh][+vàng] ven đồi')
  })
  it('show words that stand together as one change', () => {
    expect(said('một hai ba bốn', 'một sáu bảy bốn')).toBe('một [-hai ba][+sáu bảy] bốn')
  })
  it('give both texts back', () => {
    const [before, after] = ['Ảnh chụp lúc bình minh.', 'Bình minh trên đỉnh núi, ảnh chụp từ xa.']
    const parts = wordDiff(before, after)
    const without = (kind: string) =>
      parts
        .filter(part => part.kind !== kind)
        .map(part => part.text)
        .join('')
    expect([without('added'), without('removed')]).toEqual([before, after])
  })
  it('are nothing between equal texts, and all of a text that was not there', () => {
    expect(wordDiff('', '')).toEqual([])
    expect(said('', 'Mới tinh')).toBe('[+Mới tinh]')
  })
  it('stay quick for a long article', () => {
    const long = Array.from({ length: 4000 }, (_, index) => `từ ${index}`).join('\n')
    expect(wordDiff(long, `${long}\nhết`).filter(part => part.kind !== 'same')).not.toEqual([])
  })
})
