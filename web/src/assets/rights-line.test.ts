import { describe, expect, it } from 'vitest'
import { rightsLine } from './rights-line.ts'

const statement = (code: string, grant: string | null = null) => ({
  rights: {
    statement: `http://rightsstatements.org/vocab/${code}/1.0/`,
    holder: 'Báo Tây Ninh',
    grant,
    usageTerms: null,
  },
  credit: 'Ảnh: Báo Tây Ninh',
})
const licence = (path: string) => ({
  rights: { statement: `https://creativecommons.org/${path}/`, holder: null, grant: null, usageTerms: null },
  credit: '',
})

describe('the rights in one line', () => {
  it('names the source of a work that was granted for the portal', () => {
    expect(rightsLine(statement('InC', 'Hợp đồng 12/2026'))).toEqual({
      key: 'granted',
      tone: 'ok',
      credit: 'Ảnh: Báo Tây Ninh',
    })
  })
  it('does not promise a work in copyright without a recorded grant, nor with a blank one', () => {
    expect(rightsLine(statement('InC')).tone).toBe('warning')
    expect(rightsLine(statement('InC-EDU', '  ')).key).toBe('askHolder')
  })
  it.each(['CNE', 'UND', 'InC-RUU'])('never lets %s through, whatever grant is written beside it', code => {
    expect(rightsLine(statement(code, 'giấy phép')).tone).toBe('error')
  })
  it.each([
    ['licenses/by/4.0', 'licence'],
    ['licenses/by-sa/4.0', 'licenceShare'],
    ['licenses/by-nc/4.0', 'licenceNonCommercial'],
    ['licenses/by-nd/4.0', 'licenceUnchanged'],
    ['publicdomain/zero/1.0', 'free'],
  ])('reads the Creative Commons address %s as %s', (path, key) => {
    expect(rightsLine(licence(path))).toMatchObject({ key, tone: 'ok' })
  })
  it('says plainly that nothing is said', () => {
    expect(rightsLine({ rights: null, credit: 'Ảnh: X' })).toEqual({ key: 'missing', tone: 'error', credit: '' })
  })
  it('takes the holder for the source where no credit line is written', () => {
    expect(rightsLine({ ...statement('InC', 'có'), credit: ' ' }).credit).toBe('Báo Tây Ninh')
  })
  it('promises nothing for an address that it does not know', () => {
    expect(
      rightsLine({ ...statement('InC'), rights: { ...statement('InC').rights, statement: 'https://example.org/x' } }),
    ).toMatchObject({
      key: 'other',
      tone: 'warning',
    })
  })
})
