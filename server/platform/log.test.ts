import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

function written(line: { event: string } & Record<string, unknown>): string[] {
  const lines: string[] = []
  createLog('info', 'test', { write: text => void lines.push(text) }).info(line)
  return lines
}

describe('a line of the log', () => {
  it.each([
    'An\r\n{"event":"forged"}',
    '\u001b[31mđỏ',
    '\u009b2J',
    '\u007f',
    '\u2028{"event":"forged"}',
    '\u202egnp.exe',
  ])('stays one line of JSON that says nothing to a terminal for %j', name => {
    const lines = written({ event: 'test', name, deep: { [name]: [name] }, error: new Error(name) })
    expect(lines).toHaveLength(1)
    expect(lines[0]!.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/)
    expect(JSON.parse(lines[0]!)).toMatchObject({ event: 'test', name, deep: { [name]: [name] } })
  })
  it('stays one line that a terminal takes for text, and says what was said, whatever anybody is called', () => {
    // Whole letters and what forgers like: half characters cannot be told apart in UTF-8.
    const bad = fc.constantFrom(
      '\r',
      '\n',
      '\u001b[2J',
      '\u009b',
      '\u2028',
      '\u2029',
      '\u202e',
      '\u0000',
      '\u007f',
      '"',
      '\\',
      '}{',
    )
    const text = fc
      .array(fc.oneof(bad, fc.string({ unit: 'grapheme' })), { maxLength: 12 })
      .map(parts => parts.join(''))
    const value = fc.letrec(tie => ({
      any: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.array(tie('any'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(
        text.map(name => `_${name}`),
        tie('any'),
        { maxKeys: 3 },
      ),
    })).any
    fc.assert(
      fc.property(value, text, (said, name) => {
        const lines = written({ event: 'test', said, path: `/${name}`, error: new Error(name, { cause: name }) })
        expect(lines).toHaveLength(1)
        expect(lines[0]!.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/)
        expect(lines[0]!.endsWith('\n')).toBe(true)
        const read = JSON.parse(lines[0]!)
        expect(read).toMatchObject({ event: 'test', path: `/${name}`, error: { message: name } })
        expect(read.said).toEqual(JSON.parse(JSON.stringify(said)))
      }),
      { numRuns: 500 },
    )
  })
  it('masks what lets people in', () => {
    expect(written({ event: 'test', password: 'mat-khau', headers: { token: 'bi-mat' } })[0]).not.toMatch(
      /mat-khau|bi-mat/,
    )
  })
})
