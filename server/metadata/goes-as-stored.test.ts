import { expect, it } from 'vitest'
import { newId } from '#server/platform/new-id'
import { objectKey, renditionKey } from '#server/storage/keys'
import { goesAsStored, type NoCopy, retryAfter } from './goes-as-stored.ts'

const photo = { key: objectKey(), contentType: 'image/jpeg' }
const paper = { key: objectKey(), contentType: 'application/pdf' }
const web = { key: renditionKey(newId(), 3, 'web'), contentType: 'image/jpeg' }
const reasons: readonly NoCopy[] = [
  ...(['busy', 'no-room', 'fault', 'took-too-long'] as const),
  ...(['unreadable', 'no-tool', 'format', 'too-large'] as const),
]
const reader = { mayEdit: false }

it('hands a reader no untouched original for a reason that a reader can bring about, or that a missing tool is', () => {
  const goes = reasons.filter(reason => goesAsStored(photo, reason, reader))
  expect(goes).toEqual(['format', 'too-large'])
  expect(reasons.filter(reason => goesAsStored(paper, reason, reader))).toEqual(['unreadable', 'format', 'too-large'])
})

it('hands out a rendition whatever the reason, and an original to who may edit it', () => {
  for (const reason of reasons) {
    expect(goesAsStored(web, reason, reader)).toBe(true)
    expect(goesAsStored(photo, reason, { mayEdit: true })).toBe(true)
  }
})

it('says of what passes when to come again, and of nothing else', () => {
  expect(reasons.filter(reason => retryAfter(reason) !== null)).toEqual(['busy', 'no-room', 'fault', 'took-too-long'])
})
