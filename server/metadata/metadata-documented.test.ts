import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { embeddedFields, embeddedTable } from '#contracts/embedded-table'
import { writableTypes } from './writable-formats.ts'

const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8')
const section = page.slice(page.indexOf('\n## Metadata'))
const code = (tags: readonly string[]) => tags.map(tag => `\`${tag}\``).join(', ') || '–'

describe('docs/formats.md, Metadata', () => {
  it.each(embeddedFields)('has the row of %s as the table has it', field => {
    const { read, xmp, iim, pdf, atoms } = embeddedTable[field]
    const limits = iim.map(({ tag, bytes }) => `\`${tag}\` (${bytes})`)
    const written = [code(xmp), ...limits, ...[...pdf, ...atoms].map(tag => `\`${tag}\``)].filter(each => each !== '–')
    expect(section).toContain(`| ${field} | ${code(read)} | ${written.join(', ') || '–'} |`)
  })
  it('names every type that words are written into', () => {
    for (const type of writableTypes) expect(section).toContain(`\`${type}\``)
  })
})
