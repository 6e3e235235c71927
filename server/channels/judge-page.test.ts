import { describe, expect, it } from 'vitest'
import { judgePage, readPage } from './judge-page.ts'

const sent = { title: 'Núi Bà Đen lúc bình minh', credit: 'Ảnh: Trần Văn B' }
const page = (html: string) => judgePage(readPage(html), sent)
const body = '<footer>Ảnh: Trần Văn B · Báo Tây Ninh</footer>'

describe('a public page', () => {
  it('is live where title and credit stand, whatever surrounds them', () => {
    expect(page(`<title>Núi Bà Đen lúc bình minh | Cổng ASEAN</title>${body}`).state).toBe('live')
    expect(page(`<meta property="og:title" content="Núi Bà Đen lúc bình minh"><title>Tin</title>${body}`).state).toBe(
      'live',
    )
    expect(page(`<h1 class=x>Núi Bà Đen\n <em>lúc</em>  bình minh</h1>${body}`).state).toBe('live')
  })

  it('is the same in decomposed letters, entities and odd spaces', () => {
    const html = `<h1>${sent.title.normalize('NFD')}</h1><p>&#7842;nh:&nbsp;Tr&#x1EA7;n V&#259;n B</p>`
    expect(page(html)).toMatchObject({ state: 'live', creditFound: true })
  })

  it('has changed where the title is another, and says which stands there', () => {
    expect(page(`<title>Tin khác</title>${body}`)).toEqual({
      state: 'changed',
      foundTitle: 'tin khác',
      creditFound: true,
    })
  })

  it('has changed where the credit is gone, or stands only in a script', () => {
    const html = `<h1>${sent.title}</h1><script>var c = "Ảnh: Trần Văn B"</script>`
    expect(page(html)).toMatchObject({ state: 'changed', creditFound: false })
  })

  it('needs no credit where none was sent', () => {
    const html = `<h1>${sent.title}</h1>`
    expect(judgePage(readPage(html), { ...sent, credit: '' })).toMatchObject({ state: 'live', creditFound: null })
  })

  it('is read in time that grows with its length, also where it is made to hurt', () => {
    const began = performance.now()
    readPage('<meta '.repeat(100_000) + '<script'.repeat(1000) + '<h1>'.repeat(50_000) + '<!--'.repeat(1000))
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
