import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const rows = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .map(line => /^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (.+) \|$/.exec(line))
  .filter(match => match !== null)
  .map(([, id = '', state = '', why = '']) => ({
    id,
    state,
    why,
    paths: [...why.matchAll(/`([\w./-]+\.tsx?)`/g)].map(match => match[1]!),
  }))

describe('the table of docs/security.md', () => {
  it('has at least sixty requirements, each once, in order', () => {
    const ids = rows.map(row => row.id)
    expect(ids.length).toBeGreaterThanOrEqual(60)
    expect(new Set(ids).size).toBe(ids.length)
    const numbers = (id: string) => id.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0)
    expect(ids).toEqual([...ids].sort((a, b) => numbers(a) - numbers(b)))
  })
  it('has no row that is not read here', () => {
    const lines = readFileSync('docs/security.md', 'utf8')
      .split('\n')
      .filter(line => /^\| *\d/.test(line))
    expect(lines).toHaveLength(rows.length)
  })
  it.each(rows)('$id is $state with what that needs', ({ state, why, paths }) => {
    expect(['held', 'open', 'not applicable']).toContain(state)
    if (state === 'held') {
      expect(paths.length).toBeGreaterThan(0)
      for (const path of paths) expect(path).toMatch(/\.test\.tsx?$/)
    } else expect(why.length).toBeGreaterThan(5)
    for (const path of paths) expect.soft(existsSync(path), path).toBe(true)
  })
})
