import { describe, expect, it } from 'vitest'
import { sanitizeArticle } from './sanitize-article.ts'

describe('an article’s HTML', () => {
  it('keeps its structure and its Vietnamese', () => {
    const html =
      '<h2>Núi Bà Đen</h2><p>Cao <strong>986 m</strong>, <em>nóc nhà</em> Nam Bộ.</p><ul><li>Cáp treo</li></ul>'
    expect(sanitizeArticle(html)).toBe(html)
  })
  it.each([
    ['<script>alert(1)</script><p>a</p>', '<p>a</p>'],
    ['<p onclick="x()" style="color:red" class="y">a</p>', '<p>a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'],
    ['<a href="//evil.example">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'],
    ['<img src="http://127.0.0.1/x" onerror="alert(1)">', ''],
    ['<iframe src="https://x.example"></iframe><svg><script>1</script></svg>', ''],
    ['<!-- secret --><p>a</p>', '<p>a</p>'],
    ['<h1>Tiêu đề</h1>', '<h2>Tiêu đề</h2>'],
  ])('makes %s harmless', (html, clean) => {
    expect(sanitizeArticle(html)).toBe(clean)
  })
})
