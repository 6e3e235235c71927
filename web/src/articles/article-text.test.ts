import { describe, expect, it } from 'vitest'
import { articleHtml, countWords, parseArticle } from './article-text.ts'

const html = (source: string) => articleHtml(parseArticle(source))

describe('text of an article', () => {
  it('makes a paragraph of each run of lines and a break of a single line end', () => {
    expect(html('Một\nhai\n\n\nBa')).toBe('<p>Một<br>hai</p>\n<p>Ba</p>')
  })
  it('makes headings that need no blank line after them', () => {
    expect(html('## Lễ hội\nNội dung\n### Phần nhỏ')).toBe('<h2>Lễ hội</h2>\n<p>Nội dung</p>\n<h3>Phần nhỏ</h3>')
  })
  it('gathers neighbouring items into one list and starts a new one after a blank line', () => {
    expect(html('- Một\n- Hai\n\n- Ba')).toBe('<ul><li>Một</li><li>Hai</li></ul>\n<ul><li>Ba</li></ul>')
    expect(html('1. Một\n2. Hai')).toBe('<ol><li>Một</li><li>Hai</li></ol>')
  })
  it('starts a list right after a paragraph without a blank line', () => {
    expect(html('Gồm có:\n- Một')).toBe('<p>Gồm có:</p>\n<ul><li>Một</li></ul>')
  })
  it('turns named and bare addresses into links, and leaves the full stop outside', () => {
    expect(html('Xem [cổng](https://a.vn/x?y=1&z=2) và https://b.vn/c.')).toBe(
      '<p>Xem <a href="https://a.vn/x?y=1&amp;z=2">cổng</a> và <a href="https://b.vn/c">https://b.vn/c</a>.</p>',
    )
  })
  it('never makes a link of a script address', () => {
    expect(html('[x](javascript:alert)')).toBe('<p>[x](javascript:alert)</p>')
  })
  it('escapes everything a writer types', () => {
    expect(html('<script>"&</script> **<b>**')).toBe(
      '<p>&lt;script&gt;&quot;&amp;&lt;/script&gt; <strong>&lt;b&gt;</strong></p>',
    )
    expect(html('[a](https://x.vn/"onclick="y)')).toBe('<p><a href="https://x.vn/&quot;onclick=&quot;y">a</a></p>')
  })
  it('makes strong, emphasised and quoted text', () => {
    expect(html('> **Rất** *vui*')).toBe('<blockquote><p><strong>Rất</strong> <em>vui</em></p></blockquote>')
  })
  it('composes letters typed as base and mark', () => {
    expect(html('e\u0302\u0301')).toBe('<p>ế</p>')
  })
  it('counts words, not signs', () => {
    expect(countWords('## Núi Bà Đen\n- một – hai')).toBe(5)
  })
})
