import { describe, expect, it } from 'vitest'
import { folderOf, inFolder } from './folder-of.ts'

const file = () => new File(['x'], 'a.jpg')

describe('the folder of a file', () => {
  it('is what its entry said when it was dropped', () => {
    expect(folderOf(inFolder(file(), '/Lễ hội/Ngày 1/a.jpg'.normalize('NFD')))).toBe('Lễ hội/Ngày 1')
    expect(folderOf(inFolder(file(), '/a.jpg'))).toBe('')
  })
  it('is what the folder dialog said, and nothing where a file came by itself', () => {
    expect(folderOf(Object.defineProperty(file(), 'webkitRelativePath', { value: 'Báo/a.jpg' }))).toBe('Báo')
    expect(folderOf(file())).toBe('')
  })
})
