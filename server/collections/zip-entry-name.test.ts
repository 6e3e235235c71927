import { describe, expect, it } from 'vitest'
import { zipEntryName } from './zip-entry-name.ts'

const one = (name: string) => zipEntryName(name, new Set())

describe('a file name inside a ZIP', () => {
  it('keeps Vietnamese as it is written, in NFC', () => {
    expect(one('Núi Bà Đen – mùa lễ hội.jpg'.normalize('NFD'))).toBe('Núi Bà Đen – mùa lễ hội.jpg'.normalize('NFC'))
  })

  it('is never a path, a device or a hidden file', () => {
    expect(one('../../etc/passwd')).toBe('_.._etc_passwd')
    expect(one('C:\\a\\b.jpg')).toBe('C__a_b.jpg')
    expect(one('con.jpg')).toBe('_con.jpg')
    expect(one('.htaccess')).toBe('htaccess')
    expect(one('. .')).toBe('tep')
    expect(one('a\u0000b\u202egpj.exe')).toBe('a_b_gpj.exe')
  })

  it('numbers names that differ only by case or by composition', () => {
    const taken = new Set<string>()
    expect(zipEntryName('Ảnh.jpg', taken)).toBe('Ảnh.jpg')
    expect(zipEntryName('ẢNH.jpg', taken)).toBe('ẢNH (2).jpg')
    expect(zipEntryName('ảnh.jpg'.normalize('NFD'), taken)).toBe('ảnh (3).jpg')
  })

  it('cuts what is too long before its ending', () => {
    const name = one(`${'ễ'.repeat(400)}.jpeg`)
    expect(name).toHaveLength(150)
    expect(name.endsWith('ễ.jpeg')).toBe(true)
  })
})
