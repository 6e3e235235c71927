import { describe, expect, it } from 'vitest'
import { csvLine } from './csv-line.ts'

describe('a line of CSV', () => {
  it('quotes every field and doubles quotes', () => {
    expect(csvLine(['a', 'b "c", d', null, undefined])).toBe('"a","b ""c"", d","",""\r\n')
  })
  it.each(['=1+1', '+84', '-2', '@sum(a1)', ' =cmd', '\t=1', '\r=1', '\u0000=1', '＝1', '＋1', '＠x'])(
    'makes text of %j, which a spreadsheet would compute',
    field => {
      expect(csvLine([field])).toMatch(/^"'/)
    },
  )
  it('leaves words as they are', () => {
    expect(csvLine(['Nguyễn Thị Ánh', '2026-11-23T00:00:00.000Z', '127.0.0.1'])).toBe(
      '"Nguyễn Thị Ánh","2026-11-23T00:00:00.000Z","127.0.0.1"\r\n',
    )
  })
  it('stays one line, and silent in a terminal, whatever a name holds', () => {
    const line = csvLine(['An\r\n"2026","giả"', '\u001b[2J\u009b31m', '\u202egnp.exe', '\u2028x'])
    expect(line.slice(0, -2)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/)
    expect(line).toContain('\\u001b[2J')
  })
})
