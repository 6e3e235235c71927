import { describe, expect, it } from 'vitest'
import { emptyDraft } from '../articles/metadata-draft.ts'
import { offReason } from './send-readiness.ts'
import { emptyQueue, reduceQueue } from './upload-queue.ts'

const draft = emptyDraft('2026-11-23', '')
const one = reduceQueue(emptyQueue, {
  type: 'added',
  files: [{ id: 'a', name: 'a.jpg', folder: '', size: 1, modified: 1 }],
})

describe('why Send is off', () => {
  it('asks for files first', () => {
    expect(offReason(emptyQueue, draft, true)?.key).toBe('files')
  })
  it('asks for the unit only of a person who has several', () => {
    expect(offReason(one, draft, true)?.key).toBe('unit')
    expect(offReason(one, draft, false)).toBeNull()
  })
  it('asks for a day that exists', () => {
    expect(offReason(one, { ...draft, date: '' }, false)?.key).toBe('date')
  })
  it('counts files without a title', () => {
    const untitled = reduceQueue(one, { type: 'worded', id: 'a', own: { title: ' ' } })
    expect(offReason(untitled, draft, false)).toEqual({ key: 'title', count: 1 })
  })
  it('leaves creator, rights and description to clearance', () => {
    expect(offReason(one, { ...draft, unit: 'bao' }, true)).toBeNull()
  })
})
