import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putMarkFonts } from './mark-fonts.ts'

describe('the fonts of the units’ marks', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mark-fonts-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('come out of their packing whole: each table has the checksum that the font says', async () => {
    const files = await putMarkFonts(folder)
    expect(files).toHaveLength(2)
    for (const file of files) {
      const font = await readFile(file)
      const tables = Array.from({ length: font.readUInt16BE(4) }, (_, at) => 12 + 16 * at)
      expect(tables.length).toBeGreaterThan(8)
      for (const at of tables) {
        const name = font.toString('latin1', at, at + 4)
        const [sum, offset, size] = [4, 8, 12].map(step => font.readUInt32BE(at + step)) as [number, number, number]
        // `head` holds the whole font's sum and stands outside its own.
        if (name !== 'head') expect(checksum(font.subarray(offset, offset + size)), name).toBe(sum)
      }
    }
  })
})

/** OpenType 1.9, "Calculating checksums": the sum of its words, zeros behind the end. */
function checksum(table: Buffer): number {
  const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
  let sum = 0
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}
