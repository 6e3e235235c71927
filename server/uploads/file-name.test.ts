import { describe, expect, it } from 'vitest'
import { cleanFileName, titleFromFileName } from './file-name.ts'

describe('a file name', () => {
  it('keeps its Vietnamese letters in NFC', () => {
    expect(cleanFileName('Núi Bà Đen lúc bình minh.jpg'.normalize('NFD'))).toBe('Núi Bà Đen lúc bình minh.jpg')
  })
  it('loses folders, control characters and the marks that turn a line around', () => {
    expect(cleanFileName('../../etc/pass\u0000wd\r\n.jpg')).toBe('passwd.jpg')
    expect(cleanFileName('C:\\anh\\gpj.\u202eexe.jpg')).toBe('gpj.exe.jpg')
  })
  it('is never empty and keeps its ending when it is cut', () => {
    expect(cleanFileName('..')).toBe('tep')
    const long = cleanFileName(`${'ẫ'.repeat(300)}.jpeg`)
    expect([...long]).toHaveLength(200)
    expect(long.endsWith('ẫ.jpeg')).toBe(true)
  })
  it('gives a title without ending', () => {
    expect(titleFromFileName('Le_hoi_nui_Ba.2019.jpg')).toBe('Le hoi nui Ba.2019')
  })
})
