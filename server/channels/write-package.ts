import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { MediaSource } from './channel.ts'
import { type PackageItem, packageSheetHtml, packageSheetText } from './package-item.ts'
import { sha256Of } from './sign-request.ts'

/**
 * Streams a BagIt 1.0 bag (RFC 8493) as a ZIP with one folder: the payload below data/ (files, ninjs, a sheet to read and copy from)
 * and a SHA-256 manifest that `sha256sum -c` checks. `at` is the bag's date; the same item gives the same bag.
 */
export async function writePackage(
  post: PackageItem,
  media: readonly MediaSource[],
  at: Date,
  out: Writable,
): Promise<void> {
  const zip = new ZipFile()
  const options = { mtime: at, mode: 0o100644 }
  const folder = packageName(post)
  const texts: [string, Buffer][] = [
    ['data/item.ninjs.json', Buffer.from(JSON.stringify(post.ninjs, null, 2))],
    ['data/phieu-dang.html', Buffer.from(packageSheetHtml(post))],
    ['data/phieu-dang.txt', Buffer.from(packageSheetText(post))],
  ]
  const files = post.media.flatMap(({ sha256, name }) => {
    const source = media.find(each => each.sha256 === sha256)
    return source ? [{ name: `data/media/${name}`, source }] : []
  })
  const hashes = [
    ...texts.map(([name, bytes]) => [sha256Of(bytes), name]),
    ...files.map(({ name, source }) => [source.sha256, name]),
  ]
  const octets = [...texts.map(([, bytes]) => bytes.length), ...files.map(({ source }) => source.size)]
  const tags = tagFiles(post, at, hashes, {
    octets: octets.reduce((sum, each) => sum + each, 0),
    streams: octets.length,
  })
  for (const [name, bytes] of [...tags, ...texts]) zip.addBuffer(bytes, `${folder}/${name}`, options)
  const sent = pipeline(zip.outputStream as unknown as Readable, out)
  // Told by the await below, also where a file fails first.
  sent.catch(() => {})
  try {
    for (const { name, source } of files) {
      const body = await source.open()
      zip.addReadStream(body as NodeJS.ReadableStream as never, `${folder}/${name}`, {
        ...options,
        size: source.size,
        compress: false,
      })
      await Promise.race([once(body, 'end'), sent])
    }
    zip.end()
  } catch (error) {
    out.destroy()
    throw error
  }
  await sent
}

function tagFiles(
  post: PackageItem,
  at: Date,
  hashes: readonly (readonly string[])[],
  { octets, streams }: { octets: number; streams: number },
): [string, Buffer][] {
  const tags: [string, Buffer][] = [
    ['bagit.txt', Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    [
      'bag-info.txt',
      Buffer.from(
        `Source-Organization: ${oneLine(post.source)}\nExternal-Description: ${oneLine(post.title)}\nExternal-Identifier: urn:uuid:${post.id}\nBagging-Date: ${at.toISOString().slice(0, 10)}\nPayload-Oxum: ${octets}.${streams}\n`,
      ),
    ],
    ['manifest-sha256.txt', Buffer.from(hashes.map(([hash, name]) => `${hash}  ${name}\n`).join(''))],
  ]
  const sums = tags.map(([name, bytes]) => `${sha256Of(bytes)}  ${name}\n`).join('')
  return [...tags, ['tagmanifest-sha256.txt', Buffer.from(sums)]]
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The bag's folder and the ZIP's name. */
export function packageName({ id, version }: PackageItem): string {
  return `tu-lieu-${id}-v${version}`
}
