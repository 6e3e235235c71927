import { describe, expect, it } from 'vitest'
import { readEightBit } from './eight-bit.ts'

/** What a reader makes of bytes that it takes for Windows-1252. */
const misread = (bytes: readonly number[]) => new TextDecoder('windows-1252').decode(new Uint8Array(bytes))
const utf8 = (text: string) => misread([...new TextEncoder().encode(text)])

describe('readEightBit', () => {
  it('reads UTF-8 that nobody declared', () => {
    expect(readEightBit(utf8('Lễ hội Núi Bà Đen – “Rằm tháng Giêng”'))).toEqual({
      text: 'Lễ hội Núi Bà Đen – “Rằm tháng Giêng”',
      guessed: 'utf-8',
    })
  })
  it('reads Windows-1258, whose tones follow their vowels', () => {
    // "Tây Ninh mến yêu, đẹp" : ê + acute, e + dot below, đ.
    const bytes = [0x54, 0xe2, 0x79, 0x20, 0x6d, 0xea, 0xec, 0x6e, 0x20, 0xf0, 0x65, 0xf2, 0x70]
    expect(readEightBit(misread(bytes))).toEqual({ text: 'Tây mến đẹp', guessed: 'windows-1258' })
  })
  it('leaves Latin-1 of other languages as it is', () => {
    for (const text of ['São Tomé', 'Café crème', 'Müller & Söhne', 'Ærø'])
      expect(readEightBit(text)).toEqual({ text, guessed: null })
  })
  it('leaves what was read rightly', () => {
    for (const text of ['', 'plain', 'Đặng Hoàng Thái', '日本', 'Hà Nội 😀'])
      expect(readEightBit(text)).toEqual({ text, guessed: null })
  })
})
