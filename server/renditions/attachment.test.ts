import { describe, expect, it } from 'vitest'
import { attachment } from './attachment.ts'

describe('attachment', () => {
  it('keeps a Vietnamese name in UTF-8 and gives one without marks to old clients', () => {
    const header = attachment('Núi Bà Đen – bình minh.jpg')
    expect(header).toContain('filename="Nui Ba Den _ binh minh.jpg"')
    const star = /filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? ''
    expect(decodeURIComponent(star)).toBe('Núi Bà Đen – bình minh.jpg')
  })

  it('writes one name for both ways to write Vietnamese', () => {
    expect(attachment('Lễ hội.jpg'.normalize('NFD'))).toBe(attachment('Lễ hội.jpg'.normalize('NFC')))
  })

  it('lets no name break out of its quotes, add a line or a folder', () => {
    const header = attachment('a"; filename=evil.exe\r\nX-Evil: 1/../b.jpg')
    expect(header).not.toMatch(/[\r\n/\\]/)
    expect(header.match(/"/g)).toHaveLength(2)
  })
})
