import { describe, expect, it } from 'vitest'
import { kindDraft, kindProblems, noKindValues } from './kind-draft.ts'
import { readPressList } from './press-list.ts'

describe('a press list as it is typed', () => {
  it('is read line by line, with names and without, each address once', () => {
    const text = 'Tòa soạn Báo A <ToaSoan@bao-a.vn>\n\n an@dai.vn;\n"Chị An" <an@dai.vn>\r\nb@c.vn'
    expect(readPressList(text)).toEqual({
      recipients: [
        { address: 'toasoan@bao-a.vn', name: 'Tòa soạn Báo A' },
        { address: 'an@dai.vn', name: '' },
        { address: 'b@c.vn', name: '' },
      ],
      unread: null,
    })
  })

  it('names the first line that it cannot read', () => {
    expect(readPressList('a@b.vn\nanh Bình ở đài\nchị An').unread).toBe('anh Bình ở đài')
    expect(readPressList('a@b.vn, c@d.vn').unread).toBe('a@b.vn, c@d.vn')
  })

  it('is a channel’s settings once it holds an address', () => {
    expect(kindProblems('mail', noKindValues).list).toBe(true)
    const values = { ...noKindValues, list: 'a@b.vn', reply: 'so@x.vn' }
    expect(Object.values(kindProblems('mail', values)).some(Boolean)).toBe(false)
    expect(kindDraft('mail', values)).toEqual({
      settings: { recipients: [{ address: 'a@b.vn', name: '' }], linkDays: 7, language: 'vi', replyTo: 'so@x.vn' },
    })
  })
})

describe('a Superdesk-style receiver as it is typed', () => {
  it('needs a key, and an item’s place in the address of its page', () => {
    const values = { ...noKindValues, page: 'https://tin.vn/wire' }
    expect(kindProblems('superdesk-ninjs', values)).toEqual({ key: true, assets: false, page: true })
    const good = { ...values, key: 'khoa-bi-mat', page: 'https://tin.vn/wire?item={id}' }
    expect(kindDraft('superdesk-ninjs', good)).toEqual({
      settings: { ninjs: 'superdesk', page: 'https://tin.vn/wire?item={id}' },
      credentials: { key: 'khoa-bi-mat' },
    })
  })
})
