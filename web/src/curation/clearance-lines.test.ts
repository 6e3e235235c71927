import { describe, expect, it } from 'vitest'
import type { Clearance } from '#contracts/asset'
import { clearanceLines, countMissing, withMissing } from './clearance-lines.ts'

const clearance: Clearance = {
  cleared: false,
  checks: [
    { key: 'title', ok: true, detail: '', mendable: true },
    { key: 'altText', ok: false, detail: '', mendable: true },
    { key: 'rights', ok: false, detail: 'x', mendable: false },
    { key: 'renditions', ok: false, detail: '', mendable: true },
  ],
}
const menders = (file: 'processing' | 'ready' | 'failed') => clearanceLines(clearance, file).map(line => line.mender)

describe('clearance checklist', () => {
  it('names who can mend each missing item, and nobody for what is there', () => {
    expect(menders('processing')).toEqual([null, 'you', 'unit', 'wait'])
  })
  it('asks for another file when the file could not be read', () => {
    expect(menders('failed').at(-1)).toBe('newFile')
  })
  it('counts what is missing', () => {
    expect(countMissing(clearance)).toBe(3)
  })
  it('takes the list of a refused approval as what is missing now', () => {
    const now = withMissing(clearance, [{ key: 'title', detail: 'Chưa có tên' }])
    expect(now.checks.filter(check => !check.ok).map(check => [check.key, check.detail])).toEqual([
      ['title', 'Chưa có tên'],
    ])
  })
})
