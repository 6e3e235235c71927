import { describe, expect, it } from 'vitest'
import { articleHtml, parseArticle } from '../articles/article-text.ts'
import { markedText } from './marked-text.ts'

describe('an article as words with marks', () => {
  it('goes there and back without a change', () => {
    const html = [
      '<h2>Khai hội</h2>',
      '<p>Hàng vạn <strong>du khách</strong> về <em>núi Bà</em>.<br>Xem <a href="https://tayninh.gov.vn">cổng</a>.</p>',
      '<ul><li>Rước nước</li><li>Múa lân</li></ul>',
      '<ol><li>Một</li><li>Hai</li></ol>',
      '<blockquote><p>Đông vui chưa từng thấy</p></blockquote>',
    ].join('\n')
    expect(articleHtml(parseArticle(markedText(html) ?? ''))).toBe(html)
  })
  it('is refused where something would be lost', () => {
    expect(markedText('<p>Ảnh</p><figure><img src="/a.jpg"></figure>')).toBeNull()
    expect(markedText('<table><tr><td>1</td></tr></table>')).toBeNull()
  })
})
