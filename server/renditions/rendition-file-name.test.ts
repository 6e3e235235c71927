import { expect, it } from 'vitest'
import { renditionFileName } from './rendition-file-name.ts'

it('names a rendition after the original and its own form', () => {
  expect(renditionFileName('Núi Bà.JPG', { name: 'web', contentType: 'image/jpeg' })).toBe('Núi Bà-web.jpg')
  expect(renditionFileName('Toàn cảnh', { name: 'poster', contentType: 'image/webp' })).toBe('Toàn cảnh-poster.webp')
  expect(renditionFileName('Phỏng vấn.wav', { name: 'audio', contentType: 'audio/mpeg' })).toBe('Phỏng vấn-audio.mp3')
})
