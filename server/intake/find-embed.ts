import { cleanUrl } from './clean-text.ts'
import { decodeBytes } from './decode-bytes.ts'
import { type EmbedProvider, embedProviders } from './embed-providers.ts'
import { isObject, stringOf } from './json-values.ts'
import { type AddressDeps, readAddress } from './read-address.ts'
import { oEmbedLinkOf } from './read-page.ts'
import { Unreadable } from './unreadable.ts'

export type Embed = { url: string; provider: string }
export type EmbedDeps = AddressDeps & { config: { publicUrl: string; embedOrigins: readonly string[] } }

const maxBytes = 1_048_576
const wish = { maxBytes, timeoutMs: 8_000 }

/**
 * The frame that shows a live stream's player: of a known provider by its address or its oEmbed answer, of an origin that the
 * configuration names by the oEmbed link of its page (oEmbed 1.0 §4). Null for every other address, and where the provider cannot be
 * asked now: the card has its link all the same. Of an answer only the frame's address is used, and only one of an allowed origin.
 */
export async function findEmbed(
  deps: EmbedDeps,
  address: string,
  providers: readonly EmbedProvider[] = embedProviders,
): Promise<Embed | null> {
  const url = cleanUrl(address)
  if (!url) return null
  const page = new URL(url)
  const provider = providers.find(each => each.hosts.includes(page.hostname))
  const { embedOrigins } = deps.config
  try {
    if (provider) {
      const frame =
        provider.derive?.(page) ??
        (provider.oEmbed ? await askOEmbed(deps, provider.oEmbed + encodeURIComponent(url)) : null)
      return allowed(frame, provider.frames, provider.name)
    }
    if (!embedOrigins.includes(page.origin)) return null
    const answer = await readAddress(deps, url, { ...wish, accept: 'text/html' })
    const link = cleanUrl(oEmbedLinkOf(decodeBytes(answer.body, answer.headers['content-type'])), answer.url)
    if (!link || !embedOrigins.includes(new URL(link).origin)) return null
    return allowed(await askOEmbed(deps, link), embedOrigins, page.hostname)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return null
  }
}

/** The address of the frame in an oEmbed answer in JSON; null where it holds none, such as a script instead. */
async function askOEmbed(deps: EmbedDeps, endpoint: string): Promise<string | null> {
  const { body } = await readAddress(deps, endpoint, { ...wish, accept: 'application/json' })
  let answer: unknown
  try {
    answer = JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
  const html = isObject(answer) ? stringOf(answer.html) : ''
  const source = /<iframe\b[^<>]{0,2000}?\bsrc=["']([^"'<>]{1,2000})["']/i.exec(html.slice(0, 20_000))?.[1]
  return source?.replace(/&amp;/g, '&') ?? null
}

function allowed(frame: string | null, origins: readonly string[], provider: string): Embed | null {
  const url = cleanUrl(frame?.startsWith('//') ? `https:${frame}` : frame)
  return url && origins.includes(new URL(url).origin) ? { url, provider } : null
}
