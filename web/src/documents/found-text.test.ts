import { describe, expect, it } from 'vitest'
import { piecesWith } from './found-text.ts'

const pieces = ['Nghị quyết về ', 'phát triển', '', ' du lịch núi Bà Đen']

describe('what a page says, searched', () => {
  it('is found across its pieces, in any case and however its marks are written', () => {
    expect(piecesWith(pieces, 'QUYẾT VỀ PHÁT')).toEqual([0, 1])
    expect(piecesWith(pieces, 'núi Bà Đen'.normalize('NFD'))).toEqual([3])
    expect(piecesWith(pieces, 'triển du')).toEqual([1, 3])
  })

  it('is not found by nothing, nor by other marks', () => {
    expect(piecesWith(pieces, '  ')).toEqual([])
    expect(piecesWith(pieces, 'nui ba den')).toEqual([])
  })
})
