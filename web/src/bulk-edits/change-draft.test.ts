import { describe, expect, it } from 'vitest'
import { changesOf, noChoice } from './change-draft.ts'

const choice = (op: (typeof noChoice)['op'], said: Partial<typeof noChoice> = {}) => ({ ...noChoice, op, ...said })

describe('the form of a bulk edit', () => {
  it('says only the fields that shall change, the details of rights together', () => {
    expect(
      changesOf({
        tags: choice('add', { text: 'lễ hội, #du lịch' }),
        topics: choice('remove', { list: ['a'] }),
        credit: choice('clear'),
        holder: choice('set', { text: ' Báo ' }),
        validUntil: choice('clear'),
        date: choice('keep', { text: '2026-01-01' }),
      }),
    ).toEqual({
      tags: { add: ['lễ hội', 'du lịch'] },
      topics: { remove: ['a'] },
      credit: '',
      rights: { holder: 'Báo', validUntil: null },
    })
  })

  it('takes the whole statement away, whatever its details say', () => {
    expect(changesOf({ rights: choice('clear'), holder: choice('set', { text: 'Báo' }) })).toEqual({ rights: null })
  })

  it('says nothing while a value is missing, or nothing is chosen', () => {
    expect(changesOf({})).toBeNull()
    expect(changesOf({ creator: choice('set'), credit: choice('set', { text: 'Báo' }) })).toBeNull()
    expect(changesOf({ description: choice('replace', { text: 'x' }) })).toBeNull()
    expect(changesOf({ embargoUntil: choice('set', { text: 'x' }) })).toBeNull()
  })
})
