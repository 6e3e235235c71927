import { describe, expect, it } from 'vitest'
import type { FormField } from '#contracts/channel-admin'
import { draftOf, readField } from './field-value.ts'

const field = (over: Partial<FormField>): FormField => ({
  ...{ name: 'x', label: 'X', hint: null, type: 'text', of: 'text', keys: 'text', required: false, initial: null },
  ...{ options: [], columns: [], min: null, max: null, maxLength: null },
  ...over,
})

describe('a field of a channel’s form', () => {
  it('comes back as it was kept', () => {
    const fields: [FormField, never][] = [
      [field({ type: 'text' }), 'abc' as never],
      [field({ type: 'flag' }), true as never],
      [field({ type: 'number', of: 'number' }), 64 as never],
      [field({ type: 'list' }), ['a@b.vn', 'c@d.vn'] as never],
      [field({ type: 'list', of: 'number' }), [3, 14] as never],
      [field({ type: 'mapping', of: 'number' }), { 'du-lich': 12 } as never],
      [field({ type: 'json' }), { a: [1, { b: null }] } as never],
    ]
    for (const [each, kept] of fields) expect(readField(each, draftOf(each, kept))).toEqual({ value: kept })
  })

  it('takes people a line each, typed, pasted from a spreadsheet or as letters are addressed', () => {
    const people = field({ type: 'rows', columns: ['address', 'name'] })
    const kept = [
      { address: 'a@b.vn', name: 'Báo A' },
      { address: 'c@d.vn', name: '' },
    ]
    expect(draftOf(people, kept)).toBe('a@b.vn; Báo A\nc@d.vn')
    expect(readField(people, 'a@b.vn; Báo A\nc@d.vn')).toEqual({ value: kept })
    expect(readField(people, '"Báo A" <a@b.vn>\n\nc@d.vn\t')).toEqual({ value: kept })
  })

  it('leaves to the kind what is empty, and says so where it is needed', () => {
    expect(readField(field({}), ' ')).toEqual({ value: undefined })
    expect(readField(field({ required: true }), ' ')).toEqual({ fault: 'required' })
    expect(readField(field({ required: true, type: 'mapping' }), [{ id: 0, key: '', value: '' }])).toEqual({
      fault: 'required',
    })
  })

  it('refuses what is no number, out of bounds, no JSON, or named twice', () => {
    const megabytes = field({ type: 'number', of: 'number', min: 1, max: 10 })
    expect(readField(megabytes, 'mười')).toEqual({ fault: 'number' })
    expect(readField(megabytes, '11')).toEqual({ fault: 'range' })
    expect(readField(field({ type: 'list', of: 'number' }), '1, hai')).toEqual({ fault: 'number' })
    expect(readField(field({ type: 'json' }), '{')).toEqual({ fault: 'json' })
    const twice = [
      { id: 0, key: 'a', value: '1' },
      { id: 1, key: ' a', value: '2' },
    ]
    expect(readField(field({ type: 'mapping' }), twice)).toEqual({ fault: 'double' })
  })

  it('sends a secret as it was typed', () => {
    expect(readField(field({ type: 'secret' }), ' ab cd ')).toEqual({ value: ' ab cd ' })
  })
})
