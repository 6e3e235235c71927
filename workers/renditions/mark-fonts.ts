import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

const { resolve } = createRequire(import.meta.url)
/** The family name that the files give themselves. The comma says that all of it is a name: Pango would take its end for a weight. */
export const markFamily = 'Be Vietnam Pro SemiBold,'
const subsets = ['latin', 'vietnamese'] as const
let unpacked: Promise<Buffer[]> | null = null

/** Puts the font of the unit's marks into `folder`, for a decoder that may read nothing else; answers its two files. */
export async function putMarkFonts(folder: string): Promise<string[]> {
  unpacked ??= Promise.all(
    subsets.map(async subset =>
      sfntOf(await readFile(resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-600-normal.woff`))),
    ),
  )
  const fonts = await unpacked
  return Promise.all(
    fonts.map(async (font, at) => {
      const file = join(folder, `${subsets[at]}.ttf`)
      await writeFile(file, font, { mode: 0o444 })
      return file
    }),
  )
}

/**
 * The plain font inside a WOFF 1.0 (W3C Recommendation, §4 and §5): the same tables, inflated. libvips' own FreeType reads no WOFF.
 * Only for files of this hub's own packages.
 */
function sfntOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const head = Buffer.alloc(12 + 16 * count)
  woff.copy(head, 0, 4, 8)
  const power = Math.floor(Math.log2(count))
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(16 * 2 ** power, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(16 * (count - 2 ** power), 10)
  const parts: Buffer[] = [head]
  let at = head.length
  for (let table = 0; table < count; table += 1) {
    const from = 44 + 20 * table
    const to = 12 + 16 * table
    const [offset, packed, size] = [4, 8, 12].map(step => woff.readUInt32BE(from + step)) as [number, number, number]
    const raw = woff.subarray(offset, offset + packed)
    woff.copy(head, to, from, from + 4)
    woff.copy(head, to + 4, from + 16, from + 20)
    head.writeUInt32BE(at, to + 8)
    head.writeUInt32BE(size, to + 12)
    const padding = Buffer.alloc((4 - (size % 4)) % 4)
    parts.push(packed < size ? inflateSync(raw) : raw, padding)
    at += size + padding.length
  }
  return Buffer.concat(parts)
}
