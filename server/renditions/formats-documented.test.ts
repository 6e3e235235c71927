import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fileFormats } from '#contracts/file-format'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const page = read('docs/formats.md').split('\n## Metadata')[0]!

/** The page's word for a format, where it is not the ending. */
const words: Record<string, string> = { jpg: 'JPEG', tif: 'TIFF', mpg: 'MPEG-1, MPEG-2', webp: 'WebP', webm: 'WebM' }
const tests = {
  image: 'test/workers/renditions-pictures.test.ts',
  video: 'test/workers/video-formats.test.ts',
  audio: 'test/workers/renditions-audio.test.ts',
  document: 'test/workers/office.test.ts',
}
/** Where a type's test says its type by another file. */
const elsewhere: Record<string, string> = { pdf: 'test/workers/renditions.test.ts' }

describe('docs/formats.md', () => {
  const rows = Object.entries(fileFormats).map(([type, format]) => ({ type, ...format }))
  it.each(rows)('says what is made of $type, and names the test that makes it', ({ type, kind, extension }) => {
    const word = words[extension] ?? extension.toUpperCase()
    const row = page.split('\n').find(line => line.startsWith('| ') && line.includes(word))
    expect(row, word).toBeDefined()
    const file = elsewhere[extension] ?? tests[kind]
    expect(page, file).toContain(file.split('/').at(-1))
    const test = read(file) + (file === tests.image ? read('test/support/raw-media.ts') : '')
    expect(
      [type, extension.toUpperCase(), `.${extension}`].some(each => test.includes(each)),
      type,
    ).toBe(true)
  })
})
