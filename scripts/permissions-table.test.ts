import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { permissionsTable } from './permissions-table.ts'

describe('docs/permissions.md', () => {
  it('is what the rules say now: `npm run permissions` writes it', () => {
    expect(readFileSync('docs/permissions.md', 'utf8')).toBe(permissionsTable())
  })
  it('says what people rely on, read as a person reads it', () => {
    const [items = ''] = permissionsTable().split('### Under embargo')
    expect(items).toContain('| nobody signed in | A | A |  |  |  |  |')
    expect(items).toContain('| editor of the unit | D U H P A | D U H P A |')
    const [, trash = ''] = permissionsTable().split('### In the trash')
    expect(trash).toContain('| reader of the unit |  |  |')
  })
})
