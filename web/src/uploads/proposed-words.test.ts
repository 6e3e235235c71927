import { describe, expect, it } from 'vitest'
import { fileSays } from '#contracts/embedded-words'
import { emptyDraft } from '../articles/metadata-draft.ts'
import { metadataOf } from './metadata-of.ts'
import { changeOwn } from './own-fields.ts'
import { batchFor, fromFile, proposedWords } from './proposed-words.ts'
import { newItem } from './upload-item.ts'
import { reduceQueue } from './upload-queue.ts'

const today = '2026-11-23'
const batch = emptyDraft(today, 'bao')
const terms = [
  { scheme: 'topic', code: 'le-hoi', nameVi: 'Lễ hội, sự kiện', nameEn: 'Festivals and events', uri: null },
  { scheme: 'place', code: '80', nameVi: 'Tỉnh Tây Ninh', nameEn: 'Tây Ninh Province', uri: null },
]
const proposed = proposedWords(
  fileSays({
    ...{ 'XMP-dc:Title': 'Hội xuân', 'XMP-dc:Description': 'Trong tệp', 'XMP-dc:Creator': ['Thái', 'Mai'] },
    ...{ 'XMP-dc:Subject': ['LE HOI, SU KIEN', 'núi'], 'XMP-photoshop:State': 'Tây Ninh' },
    'ExifIFD:DateTimeOriginal': '2026:02:17 08:00:00',
  }),
  terms,
)
const file = { id: 'a', name: 'DSC_1.jpg', folder: '', size: 9, modified: 1 }
const read = (item = newItem(file)) => reduceQueue({ items: [item] }, { type: 'read', id: 'a', proposed }).items[0]!

describe('what a file proposes in the upload form', () => {
  it('is what it says, against the vocabulary', () => {
    expect(proposed).toEqual({
      ...{ title: 'Hội xuân', description: 'Trong tệp', creator: 'Thái, Mai', date: '2026-02-17' },
      ...{ topics: ['le-hoi'], tags: ['núi'], places: ['80'] },
    })
  })
  it('fills empty fields, and its name only where nobody gave one', () => {
    expect(read().own.title).toBe('Hội xuân')
    expect(read({ ...newItem(file), own: { title: 'Của tôi' } }).own.title).toBe('Của tôi')
    expect(JSON.parse(metadataOf(read(), batch, today))).toMatchObject({
      ...{ title: 'Hội xuân', description: 'Trong tệp', creator: 'Thái, Mai', date: '2026-02-17' },
      ...{ topics: ['le-hoi'], tags: ['núi'], places: ['80'] },
    })
  })
  it('never takes the place of what a person wrote for the batch or for the file', () => {
    const said = { ...batch, creator: 'Người viết', date: '2026-03-01', topics: ['van-hoa'] }
    const item = read({ ...newItem(file), own: { title: 'Của tôi', description: '' } })
    const sent = JSON.parse(metadataOf(item, said, today))
    expect(sent).toMatchObject({ title: 'Của tôi', creator: 'Người viết', date: '2026-03-01', topics: ['van-hoa'] })
    // Emptied by hand: it stays empty.
    expect(sent).not.toHaveProperty('description')
    expect(Object.keys(fromFile(proposed, said, today))).not.toContain('creator')
  })
  it('an emptied proposal is the person’s word, and stays so', () => {
    const item = read()
    const own = changeOwn(item.own, batchFor(item, batch, today), { description: '' })
    expect(own).toEqual({ title: 'Hội xuân', description: '' })
  })
  it('comes too late for a file that is on its way', () => {
    const item = { ...newItem(file), state: 'sending' as const }
    expect(read(item)).toBe(item)
  })
})
