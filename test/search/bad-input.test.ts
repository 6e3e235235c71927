import { createConnection } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchAnswer } from '#contracts/search'
import { testEngines } from '../support/search-engines.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const most = 500

for (const engine of testEngines())
  describe.skipIf(engine.absent)(`a search that means harm, on ${engine.name}${engine.absent}`, () => {
    let hub: TestHub
    beforeAll(async () => {
      hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0', ...engine.env() } })
      await engine.settle(hub)
      const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
      for (let n = 0; n < 5; n++)
        await editor.post('/api/v1/articles', { title: `Núi Bà Đen ${n}`, html: '<p>x</p>', visibility: 'public' })
      await hub.idle()
      // The first question of a process pays for what all the others use.
      await hub.anonymous.get('/api/v1/search?q=n%C3%BAi')
    })
    afterAll(async () => {
      await hub?.close()
      await engine.close()
    })

    const timed = async (query: string) => {
      const began = performance.now()
      const answer = await hub.anonymous.get<SearchAnswer>(`/api/v1/search?${query}`)
      return { ...answer, ms: performance.now() - began }
    }
    const q = encodeURIComponent
    const many = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i)).join('&')

    it.each([
      ['a page of a milliard', 'limit=1e9'],
      ['a page of none', 'limit=0'],
      ['half a page', 'limit=1.5'],
      ['a field that is not there', 'nosuch=1'],
      ['a prototype for a field', '__proto__=1'],
      ['a field of a field', 'kind[a]=image'],
      ['a kind that is not there', 'kind=hologram'],
      ['a colour that is not there', 'colour=%23ff0000'],
      ['a purpose that is not there', 'rights=theft'],
      ['a sort that is not there', 'sort=id;drop%20table%20asset'],
      ['a year of letters', 'year=two'],
      ['a date that is not there', 'from=2020-02-30'],
      ['a length that is no number', 'minSeconds=NaN'],
      ['a longer query than there is', `q=${'a'.repeat(501)}`],
      ['ten thousand filters', many(9_000, () => 'kind=x')],
      ['a thousand topics', many(1_000, i => `topic=${i}`)],
      ['a thousand topics in one', `topic=${Array.from({ length: 1_000 }, (_, i) => i).join(',')}`],
      ['a page that is deep by guess', 'cursor=99999999'],
      ['a page by number', 'page=100000'],
    ])('is refused: %s', async (_what, query) => {
      const { status, ms } = await timed(query)
      expect(status).toBe(400)
      expect(ms).toBeLessThan(most)
    })

    it.each([
      ['brackets', q('('.repeat(500))],
      ['quotes', q('"\'`“”'.repeat(90))],
      ['operators', q('a & !b | (c <-> d):*A '.repeat(20))],
      ['engine syntax', q('title:"núi" -bà NOT den ~5 ^3 [1 TO 9] {!x} _filter=1')],
      ['one letter as often as it goes', q('a '.repeat(250))],
      ['one syllable as often as it goes', q('núi '.repeat(120))],
      [
        'all different syllables',
        q(
          Array.from({ length: 120 }, (_, i) => `n${i}`)
            .join(' ')
            .slice(0, 500),
        ),
      ],
      ['one word without end', 'nuibaden'.repeat(62)],
      ['letters that cut anywhere', 'anen'.repeat(125)],
      ['marks without letters', q('\u0301\u0323'.repeat(250))],
      ['faces', q('🙂👩‍👩‍👧‍👦'.repeat(40))],
      ['backslashes and percents', q('\\%_'.repeat(160))],
    ])('is answered in time: %s', async (_what, text) => {
      for (const query of [`q=${text}`, `q=${text}&sort=title`, `q=${text}&kind=image&colour=red&rights=web`]) {
        const { status, ms } = await timed(query)
        expect.soft(status).toBe(200)
        expect.soft(ms).toBeLessThan(most)
      }
    })

    it('takes syntax in any filter for a value that nothing has', async () => {
      for (const name of ['unit', 'topic', 'pillar', 'theme', 'place', 'audience']) {
        for (const value of ["'", '"', '{a,b}', '\\', '$1', "') or true --", '%00'.replace('%00', 'null')]) {
          const { status, body } = await timed(`${name}=${q(value)}`)
          expect.soft([status, body.total], `${name}=${value}`).toEqual([200, 0])
        }
      }
    })

    it('takes all filters at once, each as full as it goes', async () => {
      const full = ['unit', 'topic', 'theme', 'place'].map(name => many(50, i => `${name}=${i}`)).join('&')
      const { status, ms } = await timed(
        `q=${q('núi bà đen')}&${full}&sort=most-used&from=0000-01-01&maxSeconds=1000000`,
      )
      expect(status).toBe(200)
      expect(ms).toBeLessThan(most)
    })

    it('answers 431 to a query of 100 kB before anything reads it, and goes on', async () => {
      const answer = await raw(hub.url, `GET /api/v1/search?q=${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1\.1 431 /)
      expect((await timed('q=a')).status).toBe(200)
    })

    it('pages to the end and no further', async () => {
      let cursor: string | null | undefined
      const pages: number[] = []
      do {
        const { body } = await timed(`q=${q('núi')}&limit=2${cursor ? `&cursor=${cursor}` : ''}`)
        pages.push(body.hits.length)
        cursor = body.next
      } while (cursor && pages.length < 9)
      expect(pages).toEqual([2, 2, 1])
    })
  })

/** What a server writes to bytes that no client of ours would send. */
function raw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(port), hostname, () => socket.write(request))
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', text => {
      answer += text
    })
    socket.on('error', error => (answer ? resolve(answer) : reject(error)))
    socket.on('close', () => resolve(answer))
  })
}
