import { describe, expect, it } from 'vitest'
import { canonicalUrl } from './canonical-url.ts'
import { isNearTitle, titleShape } from './near-title.ts'

const near = (a: string, b: string) => isNearTitle(titleShape(a), titleShape(b))

describe('near titles', () => {
  it('are those that differ by a comma, a case or a word’s spelling', () => {
    expect(near('Khai mạc Hội nghị Cấp cao ASEAN tại Tây Ninh', 'Khai mạc Hội nghị cấp cao ASEAN, tại Tây Ninh')).toBe(
      true,
    )
    expect(near('Khai mạc Hội nghị Cấp cao ASEAN tại Tây Ninh', 'Khai mạc hội nghị cấp cao ASEAN ở Tây Ninh')).toBe(
      true,
    )
  })
  it('are not those with other numbers, other words or hardly any', () => {
    expect(near('Giá vàng trong nước hôm nay 22/11 tăng mạnh', 'Giá vàng trong nước hôm nay 23/11 tăng mạnh')).toBe(
      false,
    )
    expect(near('Khai mạc Hội nghị Cấp cao ASEAN tại Tây Ninh', 'Bế mạc Hội chợ du lịch Tây Ninh tại Hà Nội')).toBe(
      false,
    )
    expect(near('Tin vắn', 'Tin vắn')).toBe(false)
  })
})

describe('a canonical address', () => {
  it.each([
    ['https://www.Example.vn/a/?utm_source=x&b=2&a=1#top', 'example.vn/a?a=1&b=2'],
    ['http://m.example.vn/a/index.html', 'example.vn/a'],
    ['https://example.vn:8443/A', 'example.vn:8443/A'],
    ['not an address', null],
  ])('%s', (given, expected) => expect(canonicalUrl(given)).toBe(expected))
})
