import { describe, expect, it } from 'vitest'
import type { SourceKind } from '#contracts/intake-source'
import { maxItems, parseSource } from './parse-source.ts'
import { Unreadable } from './unreadable.ts'

const url = 'https://tin.example.vn/rss/asean.xml'
const read = (text: string | Buffer, kind: SourceKind = 'feed', contentType?: string) =>
  parseSource(kind, { body: Buffer.from(text), contentType, url })
const one = (text: string, kind?: SourceKind) => read(text, kind).items[0]!
const problemOf = (work: () => unknown) => {
  try {
    work()
    return 'read'
  } catch (error) {
    return error instanceof Unreadable ? error.problem : error
  }
}

const rss = (item: string, channel = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:m="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule"><channel><title>Kênh</title><language>vi-VN</language>${channel}<item>${item}</item></channel></rss>`

describe('RSS', () => {
  it('gives title, text, link, author, date, language, media and rights as given', () => {
    const item = one(
      rss(`<title>ASEAN &amp; Việt Nam &#7879;</title><link>/tin/1</link><guid isPermaLink="false">g-1</guid>
      <description><![CDATA[<p>Tóm tắt <b>đậm</b></p>]]></description><content:encoded><![CDATA[<p>Toàn văn <a href="/x">đây</a></p>]]></content:encoded>
      <dc:creator>Mai An</dc:creator><pubDate>Mon, 23 Nov 2026 10:30:00 +0700</pubDate><dc:rights>© TTXVN</dc:rights>
      <creativeCommons:license>https://creativecommons.org/licenses/by/4.0/deed.vi</creativeCommons:license>
      <m:content url="/anh/1.jpg" type="image/jpeg"><m:title>Cầu</m:title><m:credit role="photographer">Ảnh: Bình</m:credit></m:content>
      <enclosure url="https://cdn.example/phim.mp4" type="video/mp4" length="1"/>`),
    )
    expect(item).toMatchObject({
      guid: 'g-1',
      url: 'https://tin.example.vn/tin/1',
      title: 'ASEAN & Việt Nam ệ',
      summary: 'Tóm tắt đậm',
      author: 'Mai An',
      language: 'vi',
      rights: { statement: 'https://creativecommons.org/licenses/by/4.0/', notice: '© TTXVN', usageTerms: null },
    })
    expect(item.html).toBe(
      '<p>Toàn văn <a href="https://tin.example.vn/x" rel="noopener noreferrer nofollow">đây</a></p>',
    )
    expect(item.publishedAt?.toISOString()).toBe('2026-11-23T03:30:00.000Z')
    expect(item.media).toEqual([
      { url: 'https://tin.example.vn/anh/1.jpg', type: 'image/jpeg', title: 'Cầu', credit: 'Ảnh: Bình' },
      { url: 'https://cdn.example/phim.mp4', type: 'video/mp4', title: '', credit: '' },
    ])
  })

  it('leaves unknown rights unknown: a sentence is no licence', () => {
    const { rights } = one(rss('<title>Tin</title><link>/1</link>', '<copyright>Giữ mọi quyền</copyright>'))
    expect(rights).toEqual({ statement: null, holder: null, usageTerms: null, notice: 'Giữ mọi quyền' })
  })

  it('takes no script, frame, event or javascript: link from titles, texts and links', () => {
    const item = one(
      rss(`<title><![CDATA[<script>alert(1)</script>Tin <img src=x onerror=alert(1)>nóng]]></title><link>javascript:alert(1)</link><guid>javascript:alert(2)</guid>
      <description>&lt;iframe src="https://x.example"&gt;&lt;/iframe&gt;&lt;p onclick="x()"&gt;Chữ&lt;/p&gt;&lt;a href="javascript:alert(1)"&gt;đi&lt;/a&gt;</description>
      <enclosure url="file:///etc/passwd" type="image/jpeg"/><enclosure url="data:image/png;base64,AA" type="image/png"/>`),
    )
    expect(item.title).toBe('Tin nóng')
    expect(item.url).toBeNull()
    expect(item.media).toEqual([])
    expect(item.html).toBe('<p>Chữ</p><a rel="noopener noreferrer nofollow">đi</a>')
    expect(item.summary).toBe('Chữ\nđi')
  })

  it('reads UTF-16 and windows-1258 as they say, and refuses bytes that are no UTF-8', () => {
    const text = rss('<title>Tiếng Việt</title><link>/1</link>').replace('UTF-8', 'UTF-16')
    expect(read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])).items[0]?.title).toBe(
      'Tiếng Việt',
    )
    const latin = Buffer.from(
      rss('<title>caf\u00e9</title><link>/1</link>').replace('UTF-8', 'windows-1258').replace('Kênh', 'K'),
      'latin1',
    )
    expect(read(latin).items[0]?.title).toBe('café')
    expect(problemOf(() => read(Buffer.from(rss('<title>caf\u00e9</title>').replace('Kênh', ''), 'latin1')))).toBe(
      'encoding',
    )
  })

  it('reads at most a thousand of ten thousand items, each once, in little time', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `<item><title>Tin số ${n}</title><link>/${n}</link></item>`)
    const began = Date.now()
    const { items } = read(
      rss('<title>Đầu</title><link>/dau</link>').replace('</channel>', `${many.join('')}</channel>`),
    )
    expect(items.length).toBe(maxItems)
    expect(Date.now() - began).toBeLessThan(10_000)
  })
})

describe('Atom', () => {
  const entry = (content: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:t="http://purl.org/atompub/tombstones/1.0" xml:lang="en"><t:deleted-entry ref="tag:gone" when="2026-01-01T00:00:00Z"/><entry><id>tag:1</id><title type="html">A &amp;lt;b&amp;gt; &lt;i&gt;title&lt;/i&gt;</title><link rel="license" href="https://creativecommons.org/licenses/by-nd/4.0/"/><link href="/1"/><link rel="enclosure" type="image/png" href="/1.png"/><author><name>An</name></author><updated>2026-11-23T03:30:00Z</updated><rights>© An</rights>${content}</entry></feed>`
  it('reads text, html and xhtml as they mean it, and tombstones', () => {
    const made = read(
      entry('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Bold <b>x</b></p></div></content>'),
    )
    expect(made.withdrawn).toEqual(['tag:gone'])
    expect(made.items[0]).toMatchObject({
      title: 'A <b> title',
      html: '<p>Bold <b>x</b></p>',
      language: 'en',
      author: 'An',
      rights: { statement: 'https://creativecommons.org/licenses/by-nd/4.0/', notice: '© An' },
    })
    expect(one(entry('<content type="html">&lt;p&gt;a &amp;amp; b&lt;/p&gt;</content>')).html).toBe('<p>a &amp; b</p>')
    expect(one(entry('<content type="html"><![CDATA[<p>c</p>]]></content>')).html).toBe('<p>c</p>')
    expect(one(entry('<content>1 &lt; 2</content>')).html).toBe('<p>1 &lt; 2</p>')
  })
})

describe('JSON Feed and ninjs', () => {
  it('reads a JSON Feed', () => {
    const item = one(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        language: 'en',
        items: [
          {
            id: 7,
            url: '/7',
            title: 'A <b>',
            content_text: 'x < y',
            date_published: '2026-11-23T03:30:00Z',
            attachments: [{ url: '/a.jpg', mime_type: 'image/jpeg' }],
          },
        ],
      }),
    )
    expect(item).toMatchObject({ guid: '7', title: 'A <b>', html: '<p>x &lt; y</p>', language: 'en' })
    expect(item.media[0]?.url).toBe('https://tin.example.vn/a.jpg')
  })

  it('reads ninjs 2 and 3 with embargo, holder, terms, and what is cancelled', () => {
    const list = {
      items: [
        {
          uri: 'urn:x:3',
          pubStatus: 'usable',
          headlines: [{ role: 'main', value: 'Ba' }],
          bodies: [{ role: 'main', contentType: 'text/html', value: '<p>3</p>' }],
          embargoed: '2026-12-01T00:00:00+07:00',
          usageTerms: 'Chỉ dùng trên cổng',
          copyrightHolder: 'TTXVN',
          copyrightNotice: '© TTXVN',
          rightsInfo: { linkedRights: 'http://rightsstatements.org/vocab/InC/1.0/' },
          renditions: [
            { href: 'https://cdn.example/nho.jpg', width: 100 },
            { href: 'https://cdn.example/to.jpg', width: 2000, contentType: 'image/jpeg' },
          ],
        },
        {
          uri: 'urn:x:2',
          pubstatus: 'usable',
          headline: 'Hai',
          body_xhtml: '<p>2</p>',
          versioncreated: '2026-11-23T03:30:00Z',
          byline: 'An',
          associations: {
            main: {
              type: 'picture',
              headline: 'Ảnh',
              renditions: { original: { href: 'https://cdn.example/2.jpg', mimetype: 'image/jpeg' } },
            },
          },
        },
        { uri: 'urn:x:1', pubStatus: 'canceled' },
      ],
    }
    const made = read(JSON.stringify(list), 'ninjs')
    expect(made.withdrawn).toEqual(['urn:x:1'])
    expect(made.items[0]).toMatchObject({
      title: 'Ba',
      html: '<p>3</p>',
      embargoUntil: new Date('2026-11-30T17:00:00Z'),
      rights: {
        statement: 'http://rightsstatements.org/vocab/InC/1.0/',
        holder: 'TTXVN',
        usageTerms: 'Chỉ dùng trên cổng',
        notice: '© TTXVN',
      },
      media: [{ url: 'https://cdn.example/to.jpg', type: 'image/jpeg' }],
    })
    expect(made.items[1]).toMatchObject({ title: 'Hai', author: 'An', html: '<p>2</p>', media: [{ title: 'Ảnh' }] })
  })
})

describe('an embargo', () => {
  const until = (embargoed: unknown) =>
    one(JSON.stringify([{ uri: 'urn:x:1', pubStatus: 'usable', headline: 'Tin', embargoed }]), 'ninjs').embargoUntil
  it('that cannot be read has not ended', () => {
    expect(until('khi có thông báo')?.getUTCFullYear()).toBe(2099)
    expect(until(undefined)).toBeNull()
    expect(until('2026-12-01T00:00:00.500Z')?.toISOString()).toBe('2026-12-01T00:00:00.500Z')
  })
})

describe('a page', () => {
  it('says what its JSON-LD and OpenGraph say', () => {
    const item = one(
      `<!doctype html><html lang="vi"><head><title>T</title><link rel="canonical" href="https://tin.example.vn/bai?a=1&amp;b=2">
      <meta property="og:title" content="Tiêu đề &quot;mở&quot;"><meta property="og:image" content="/anh.jpg"><meta name="copyright" content="© Báo">
      <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","description":"Mô tả <b>","author":{"name":"Lan"},"publisher":{"name":"Báo Nhân Dân"},"datePublished":"2026-11-23T10:30:00+07:00"}]}</script>
      <script type="application/ld+json">{broken</script></head></html>`,
      'page',
    )
    expect(item).toMatchObject({
      guid: 'https://tin.example.vn/bai?a=1&b=2',
      title: 'Tiêu đề "mở"',
      summary: 'Mô tả',
      author: 'Lan',
      credit: 'Báo Nhân Dân',
      language: 'vi',
      rights: { statement: null, notice: '© Báo' },
      media: [{ url: 'https://tin.example.vn/anh.jpg' }],
    })
  })
})

describe('a hostile answer', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`).join('')}]>`
  it.each([
    [
      'a billion laughs',
      `<?xml version="1.0"?>${laughs}<rss><channel><item><title>&lol9;</title></item></channel></rss>`,
      'hostile',
    ],
    [
      'an outside entity',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><title>&f;</title></channel></rss>',
      'hostile',
    ],
    [
      'a document type with declarations behind a comment',
      '<!-- <rss> --><!DOCTYPE x [<!ELEMENT x ANY>]><rss/>',
      'hostile',
    ],
    ['an outside entity of parameters', '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd" [%p;]><rss/>', 'hostile'],
    ['a hundred thousand levels', `<rss>${'<a>'.repeat(100_000)}</rss>`, 'hostile'],
    ['JSON of a million levels', '['.repeat(1_000_000), 'not-a-feed'],
    ['nothing', '', 'not-a-feed'],
    ['a page', '<!doctype html><html><body>x</body></html>', 'not-a-feed'],
    ['a torn feed', '<rss><channel><item><![CDATA[', 'not-a-feed'],
    ['other JSON', '{"a":1}', 'not-a-feed'],
  ])('%s is refused', (_name, text, problem) => {
    const began = Date.now()
    expect(problemOf(() => read(text))).toMatch(new RegExp(`^(${problem}|not-a-feed)$`))
    expect(Date.now() - began).toBeLessThan(5000)
  })

  it.each([
    ['open tags', '<a '.repeat(1_500_000)],
    ['metas', '<meta '.repeat(800_000)],
    ['scripts', '<script type="application/ld+json">'.repeat(140_000)],
    ['attributes', `<meta ${'a='.repeat(2_000_000)}>`],
    ['links', '<link rel='.repeat(500_000)],
  ])('a page of nothing but %s takes no time', (_name, text) => {
    const began = Date.now()
    expect(problemOf(() => read(text, 'page'))).toBe('read')
    expect(Date.now() - began).toBeLessThan(5000)
  })
})
