import type { Remote, RemoteItem } from '../suites/channel.suite.ts'
import { makeJpeg } from '../support/media.ts'
import { plannedFaults } from '../support/planned-faults.ts'
import { takeLock } from '../support/take-lock.ts'

const { WORDPRESS_TEST_ADDRESS, WORDPRESS_TEST_USER, WORDPRESS_TEST_PASSWORD, CI } = process.env

/** The site that `scripts/wordpress-test-server.sh` started; null where none is, but in CI, where it must be. */
export const realWordpress =
  WORDPRESS_TEST_ADDRESS && WORDPRESS_TEST_USER && WORDPRESS_TEST_PASSWORD
    ? {
        address: WORDPRESS_TEST_ADDRESS,
        user: WORDPRESS_TEST_USER,
        password: WORDPRESS_TEST_PASSWORD,
        readerPassword: process.env.WORDPRESS_TEST_READER_PASSWORD ?? '',
        adminPassword: process.env.WORDPRESS_TEST_ADMIN_PASSWORD ?? '',
      }
    : null
if (!realWordpress && CI) throw new Error('CI needs a WordPress: eval "$(bash scripts/wordpress-test-server.sh start)"')

export type WordpressPost = {
  id: number
  slug: string
  status: string
  link: string
  content: { raw: string; rendered: string }
  excerpt: { raw: string }
  title: { raw: string }
  featured_media: number
}
export type WordpressMedia = { id: number; alt_text: string; caption: { raw: string }; source_url: string }

/** One request as the test's own eye: around the hub's wire and the faulty line. */
export async function askSite<T>(
  route: string,
  query: Record<string, string> = {},
  init: RequestInit = {},
): Promise<T> {
  const { address, user, password } = realWordpress!
  const search = new URLSearchParams({ rest_route: `/wp/v2${route}`, ...query })
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const answer = await fetch(`${address}/?${search}`, { ...init, headers: { ...init.headers, authorization } })
  return (await answer.json()) as T
}

/** Empties the site, and stands before it with a line that fails as planned. */
export async function openWordpress(): Promise<Remote & { seen: string[] }> {
  // Two test files share the one site, test by test.
  const giveBack = await takeLock('wordpress')
  await empty()
  const line = await plannedFaults(realWordpress!.address, ({ method, query }) => {
    const route = query.get('rest_route') ?? ''
    if (method === 'GET') return route.startsWith('/wp/v2/posts') ? 'status' : null
    if (route.startsWith('/wp/v2/media')) return method === 'POST' ? 'media' : null
    return 'item'
  })
  return {
    ...line,
    stop: () => line.stop().finally(giveBack),
    // A withdrawal is a change of the post like another: the test that fails it has nothing else under way.
    fail: failure => line.fail(failure.op === 'withdrawal' ? { ...failure, op: 'item' } : failure),
    address: line.url,
    mediaPerItem: 1,
    picture: () => makeJpeg({ width: 320, height: 200 }),
    credentials: { user: realWordpress!.user, applicationPassword: realWordpress!.password },
    items: async () => (await posts()).map(asItem),
    media: async () => (await askSite<WordpressMedia[]>('/media', { per_page: '100' })).map(each => each.source_url),
  }
}

/** Every post of the site, drafts too, as its Author sees them. */
export const posts = () => askSite<WordpressPost[]>('/posts', { status: 'any', context: 'edit', per_page: '100' })

function asItem({ slug, status, content }: WordpressPost): RemoteItem {
  const state = { publish: 'published', draft: 'withdrawn', pending: 'in_review' }[status] ?? status
  return { id: slug.replace(/^tn-/, ''), version: Number(/<!-- tn:(\d+):/.exec(content.raw)?.[1] ?? 0), state }
}

async function empty(): Promise<void> {
  const force = { force: 'true' }
  for (const { id } of await posts()) await askSite(`/posts/${id}`, force, { method: 'DELETE' })
  for (const { id } of await askSite<{ id: number }[]>('/media', { per_page: '100' }))
    await askSite(`/media/${id}`, force, { method: 'DELETE' })
}
