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
  it('masks what lets people in', () => {
    expect(written({ event: 'test', password: 'mat-khau', headers: { token: 'bi-mat' } })[0]).not.toMatch(
      /mat-khau|bi-mat/,
    )
  })
})
